"""A unit's state as the picture's text (shape: app.messages.picture), and back. Decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from app.clock import parse_optional, parse_time
from app.journal.chain import plain
from app.state import Awaited, PackRef, ServiceNow, Travel, UnitState
from triggers.values import Assessment, Doubt, Held, Measure, ParameterAssessment, Settled, State

Json = dict[str, Any]  # inside this file only: what orjson takes and gives


class Frame(NamedTuple):
    """What a picture says of its unit beside its state. `bands` are the upper bounds of levels 1 to 3."""

    scope: str
    score_kind: str | None
    bands: tuple[str, str, str] | None
    triggers: Sequence[Json] = ()


NOTHING = Assessment(
    pack="",
    version=0,
    level=None,
    floor=1,
    ceiling=4,
    stated=False,
    reachable=None,
    score=Decimal(0),
    available=Decimal(0),
    floor_score=Decimal(0),
    ceiling_score=Decimal(0),
    bounds_available=Decimal(0),
    parameters=(),
    next_change_at=None,
)
"""Of a unit without a pack, which is not assessed, and of one that is not seen: never level 1."""


def picture_text(state: UnitState, frame: Frame, version: int, now: datetime) -> str:
    """The picture at `version`."""
    given = state.assessment or NOTHING
    pack = state.pack
    body: Json = {
        "unit": state.unit,
        "v": version,
        "scope": frame.scope,
        "assessed": state.assessment is not None,
        "level": state.settled.level,
        "stated": given.stated,
        "since": state.settled.since,
        "previous": state.settled.previous,
        "floor": given.floor,
        "ceiling": given.ceiling,
        "reachable": given.reachable,
        "score": plain(given.score),
        "available": plain(given.available),
        "floor_score": plain(given.floor_score),
        "ceiling_score": plain(given.ceiling_score),
        "bounds_available": plain(given.bounds_available),
        "score_kind": frame.score_kind,
        "bands": frame.bands,
        "pack": pack.id if pack else None,
        "pack_version": pack.version if pack else None,
        "pack_sha": pack.sha if pack else None,
        "provenance": pack.provenance if pack else None,
        "reads": pack.reads if pack else None,
        "worst": state.worst,
        "worst_level": state.worst_level,
        "parameters": [parameter_json(p) for p in given.parameters],
        "held": {
            metric: held_json(held, state.travel.get(metric), state.awaited.get(metric))
            for metric, held in state.held.items()
        },
        "triggers": frame.triggers,
        "service": None if state.service is None else state.service._asdict(),
        "settling": settling_json(state.settled),
        "assessed_at": now,
        "next_change_at": state.due,
        "config_sha": state.config_sha,
        "figures": state.figures,
    }
    return orjson.dumps(body, option=orjson.OPT_UTC_Z).decode()


def measure_json(measure: Measure | None) -> Json | None:
    """A figure, with its counts where it has them."""
    if measure is None:
        return None
    if measure.numerator is None or measure.denominator is None:
        return {"value": plain(measure.value)}
    return {
        "value": plain(measure.value),
        "numerator": plain(measure.numerator),
        "denominator": plain(measure.denominator),
    }


def parameter_json(given: ParameterAssessment) -> Json:
    """One parameter as assessed."""
    return {
        "id": given.id,
        "metric": given.metric,
        "value": None if given.measure is None else plain(given.measure.value),
        "observed_at": given.observed_at,
        "state": given.state.value,
        "points": plain(given.points),
        "max_points": plain(given.max_points),
        "least": plain(given.least),
        "most": plain(given.most),
        "due_at": given.due_at,
        "late_at": given.late_at,
    }


def held_json(held: Held, travel: Travel | None, awaited: Awaited | None) -> Json:
    """What is held of one metric."""
    body: Json = {
        "scores": measure_json(held.scores),
        "scores_at": held.scores_at,
        "latest_at": held.latest_at,
        "source": held.source,
    }
    if held.doubt is not None:
        body["doubt"] = held.doubt.value
        body["latest"] = measure_json(held.latest)
    if travel is not None:
        if travel.was is not None:
            body["was"] = plain(travel.was.value)
        if travel.confirmations:
            body["confirmations"] = travel.confirmations
            body["confirmed_since"] = travel.confirmed_since
    if awaited is not None:
        body["state"] = awaited.state.value
        body["due_at"], body["late_at"] = awaited.due_at, awaited.late_at
    return body


def settling_json(settled: Settled) -> Json:
    """The settling memory."""
    return {
        "at_least": settled.at_least,
        "at_most": settled.at_most,
        "evidenced": {parameter: plain(points) for parameter, points in settled.evidenced.items()},
        "next_change_at": settled.next_change_at,
    }


def read_picture(text: str) -> UnitState:
    """The state a picture was made from, but for its assessment, which is made anew from it."""
    body: Json = orjson.loads(text)
    pack = None
    if body["pack"] is not None:
        pack = PackRef(
            body["pack"],
            body["pack_version"],
            body["pack_sha"],
            body["provenance"],
            body.get("reads", "measured"),
        )
    return UnitState(
        unit=body["unit"],
        held={metric: read_held(metric, held) for metric, held in body["held"].items()},
        travel={metric: read_travel(held) for metric, held in body["held"].items()},
        settled=read_settled(body),
        pack=pack,
        due=parse_optional(body["next_change_at"]),
        config_sha=body["config_sha"],
        figures=body["figures"],
        version=body["v"],
        body=text,
        awaited={metric: read_awaited(held) for metric, held in body["held"].items() if "state" in held},
        worst=body["worst"],
        worst_level=body.get("worst_level"),
        service=read_service(body.get("service")),
    )


def read_assessment(body: Json) -> Assessment | None:
    """The assessment of a body, as `picture_text` wrote it: a parent elsewhere has nothing to make it anew from."""
    if not body["assessed"]:
        return None
    return Assessment(
        pack=body["pack"] or "",
        version=body["pack_version"] or 0,
        level=body["level"],
        floor=body["floor"],
        ceiling=body["ceiling"],
        stated=body["stated"],
        reachable=body["reachable"],
        score=Decimal(body["score"]),
        available=Decimal(body["available"]),
        floor_score=Decimal(body["floor_score"]),
        ceiling_score=Decimal(body["ceiling_score"]),
        bounds_available=Decimal(body["bounds_available"]),
        parameters=tuple(read_child(parameter) for parameter in body["parameters"]),
        next_change_at=parse_optional(body["next_change_at"]),
    )


def read_child(body: Json) -> ParameterAssessment:
    """One child of a roll-up, as `parameter_json` wrote it."""
    value = body["value"]
    return ParameterAssessment(
        id=body["id"],
        metric=body["metric"],
        measure=None if value is None else Measure(Decimal(value)),
        observed_at=parse_optional(body["observed_at"]),
        age_seconds=None,
        state=State(body["state"]),
        points=Decimal(body["points"]),
        max_points=Decimal(body["max_points"]),
        least=Decimal(body["least"]),
        most=Decimal(body["most"]),
    )


def assessed_at(text: str) -> datetime:
    """When a picture's assessment was made."""
    return parse_time(orjson.loads(text)["assessed_at"])


def read_measure(body: Json | None) -> Measure | None:
    """A figure as `measure_json` wrote it."""
    if body is None:
        return None
    counts = (Decimal(body[key]) if key in body else None for key in ("numerator", "denominator"))
    return Measure(Decimal(body["value"]), *counts)


def read_held(metric: str, body: Json) -> Held:
    """What is held, as `held_json` wrote it."""
    return Held(
        metric=metric,
        scores=read_measure(body["scores"]),
        scores_at=parse_optional(body["scores_at"]),
        latest_at=parse_time(body["latest_at"]),
        source=body["source"],
        doubt=Doubt(body["doubt"]) if "doubt" in body else None,
        latest=read_measure(body.get("latest")),
    )


def read_travel(body: Json) -> Travel:
    """The direction of travel, as `held_json` wrote it."""
    was = body.get("was")
    return Travel(
        was=None if was is None else Measure(Decimal(was)),
        confirmations=body.get("confirmations", 0),
        confirmed_since=parse_optional(body.get("confirmed_since")),
    )


def read_awaited(body: Json) -> Awaited:
    """When the next figure is due, as `held_json` wrote it."""
    return Awaited(State(body["state"]), parse_optional(body["due_at"]), parse_optional(body["late_at"]))


def read_service(body: Json | None) -> ServiceNow | None:
    """The service, as `picture_text` wrote it."""
    if body is None:
        return None
    until, changes_at = parse_optional(body["until"]), parse_optional(body["changes_at"])
    return ServiceNow(body["status"], body["reason"], until, body["shut"], changes_at)


def read_settled(body: Json) -> Settled:
    """The settling memory, as `picture_text` wrote it."""
    settling: Json = body["settling"]
    evidenced: Mapping[str, str] = settling["evidenced"]
    rising, falling = ([parse_optional(m) for m in settling[key]] for key in ("at_least", "at_most"))
    return Settled(
        level=body["level"],
        since=parse_optional(body["since"]),
        previous=body["previous"],
        at_least=(rising[0], rising[1], rising[2]),
        at_most=(falling[0], falling[1], falling[2]),
        evidenced={parameter: Decimal(points) for parameter, points in evidenced.items()},
        next_change_at=parse_optional(settling["next_change_at"]),
    )
