"""What can be sent, and by which rules it is judged."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from app.access.actions import Action
from app.access.principal import Principal
from app.api.allowed import allowed
from app.api.services import services_of
from app.board.pack import pack_detail
from app.board.tree import metrics_of
from app.messages.board import MetricOut
from app.messages.organisation import PackDetail

router = APIRouter(prefix="/api/v1", tags=["catalogue"])

UNCHANGING = "private, max-age=86400, immutable"


class UnknownPack(Exception):
    """No pack of this id and version is here."""


class CatalogueOut(BaseModel):
    """Every metric by its id, and the sha256 of the catalogue's text."""

    sha: str
    metrics: dict[str, MetricOut]


class PackOut(BaseModel):
    """One rule pack. `provenance`: official, published, reconstructed or unverified."""

    id: str
    version: int
    title: str
    provenance: str
    sha: str


@router.get("/metrics-catalogue")
async def show_catalogue(
    request: Request, _caller: Annotated[Principal, Depends(allowed(Action.SEE_CATALOGUE))]
) -> CatalogueOut:
    """The metrics that can be sent."""
    catalogue = services_of(request).rules.catalogue
    return CatalogueOut(sha=catalogue.sha, metrics=metrics_of(catalogue))


@router.get("/packs")
async def show_packs(
    request: Request, _caller: Annotated[Principal, Depends(allowed(Action.SEE_CATALOGUE))]
) -> tuple[PackOut, ...]:
    """The rule packs this service knows, with where they come from."""
    rules = services_of(request).rules
    return tuple(
        PackOut(
            id=ref.id,
            version=ref.version,
            title=rules.packs[key].pack.title,
            provenance=ref.provenance,
            sha=ref.sha,
        )
        for key, ref in sorted(rules.refs.items())
    )


@router.get("/packs/{pack}/{version}")
async def show_pack(
    request: Request,
    pack: str,
    version: int,
    response: Response,
    _caller: Annotated[Principal, Depends(allowed(Action.SEE_CATALOGUE))],
) -> PackDetail:
    """A rule pack in full. Its text never changes under its id and version."""
    rules, key = services_of(request).rules, (pack, version)
    if key not in rules.packs:
        raise UnknownPack(pack, version)
    response.headers["Cache-Control"] = UNCHANGING
    return pack_detail(rules.packs[key], rules.refs[key])
