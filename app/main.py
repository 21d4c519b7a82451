"""The application: its routes on its shell. Opens nothing until it is started."""

from collections.abc import Mapping

from fastapi import FastAPI

from app.access.flood import Flood
from app.api import (
    board,
    callbacks,
    catalogue,
    clock,
    configuration,
    deeds,
    health,
    held,
    links,
    matters,
    organisations,
    packs,
    past,
    readings,
    rota,
    session,
    together,
    ways,
)
from app.api.decisions import require_decisions
from app.api.errors import RULES, add_rules
from app.api.front import Front
from app.api.rules import FEATURE_RULES
from app.api.shell import make_shell
from app.api.static import add_board
from app.configuration import Rules
from app.settings import Settings
from app.wiring import lifespan_for, load_rules
from integrations.channels.message import Channel


def create_app(
    settings: Settings, rules: Rules | None = None, channels: Mapping[str, Channel] | None = None
) -> FastAPI:
    """The service for these settings. Raises PackErrors, UndecidedRoute: it does not start."""
    app = make_shell(settings, lifespan=lifespan_for(settings, rules or load_rules(), channels))
    add_rules(app, FEATURE_RULES)
    people = (deeds, matters, rota, links, callbacks)
    for part in (
        session,
        together,
        readings,
        held,
        organisations,
        past,
        ways,
        *people,
        board,
        clock,
        catalogue,
        configuration,
        packs,
        health,
    ):
        app.include_router(part.router)
    add_board(app)
    require_decisions(app)
    flood = Flood(settings.posts_per_second)
    app.add_middleware(
        Front, max_bytes=settings.max_body_bytes, rules={**RULES, **FEATURE_RULES}, flood=flood
    )
    return app
