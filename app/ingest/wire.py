"""A posted body as readings: each parsed on its own, so that one bad reading does not cost the others. Pure."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

import orjson
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from app.ingest.nhs_number import has_nhs_number
from app.ingest.submission import Refused

CODE = r"^[\x21-\x7e]{1,64}$"
PLAIN_CODE = re.compile(r"[A-Za-z0-9@._:\-]{1,64}")
PLAIN_VALUE = re.compile(r"[-+0-9.,eE%/ ]{1,24}|[A-Za-z-]{1,16}")

PATIENT = (
    "This looks like an NHS number. Surgeline holds no patient data: nothing of it was kept. Send it without."
)

Figure = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]


def no_patient(code: str) -> str:
    """A code that could not identify a patient."""
    if has_nhs_number(code):
        raise ValueError(PATIENT)
    return code


EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Beyond these a time is no time: at the ends of the calendar it cannot be turned into another zone's."""


class ReadingIn(BaseModel):
    """One figure. `unit` is the unit of measure: when given it must be the catalogue's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: Annotated[str, Field(pattern=CODE, examples=["RD8-MKH"])]
    metric: Annotated[str, Field(pattern=CODE, examples=["ed.majors_resus_occupancy_pct"])]
    value: Annotated[Figure | Literal["unknown"], Field(union_mode="left_to_right", examples=[112])]
    observed_at: Annotated[
        AwareDatetime, Field(strict=True, ge=EARLIEST, lt=LATEST, examples=["2026-01-12T11:15:00Z"])
    ]
    unit: Annotated[str, Field(max_length=16)] | None = None
    source: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,120}$")] = "feed"


class ConfirmIn(BaseModel):
    """ "No change": the figures held of these metrics still stand. `seen`: the `figures` seq one looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organisation: Annotated[str, Field(pattern=CODE), AfterValidator(no_patient)]
    metrics: Annotated[
        tuple[Annotated[str, Field(pattern=CODE), AfterValidator(no_patient)], ...],
        Field(min_length=1, max_length=200),
    ]
    seen: Annotated[int, Field(ge=0)]


class Parsed(NamedTuple):
    """What of a body is well formed, each with its place, and what is not."""

    readings: tuple[tuple[int, ReadingIn], ...]
    refused: tuple[Refused, ...]


class NotReadings(Exception):
    """The body as a whole cannot be read. `code` and `reason` say why, in words for its sender."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


MANY = TypeAdapter(list[ReadingIn])
ONE = TypeAdapter(ReadingIn)


def parse_readings(body: bytes, most: int) -> Parsed:
    """One reading or a list of them. Raises `NotReadings` for what is not JSON, empty or more than `most`."""
    try:
        readings = MANY.validate_json(body)
    except ValidationError:
        return parse_each(body, most)
    check_count(len(readings), most)
    if any(map(has_nhs_number, {words for one in readings for words in (one.organisation, one.source)})):
        return parse_each(body, most)
    return Parsed(tuple(enumerate(readings)), ())


def parse_each(body: bytes, most: int) -> Parsed:
    """The slower road: something is wrong, or it is a single reading."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise NotReadings("bad_json", f"The body is not JSON: {error}.") from error
    if not isinstance(content, dict | list):
        raise NotReadings("not_readings", "Send one reading as a JSON object, or a list of them.")
    items = content if isinstance(content, list) else [content]
    check_count(len(items), most)
    readings, refused = [], []
    for index, item in enumerate(items):
        outcome = parse_one(index, item)
        if isinstance(outcome, Refused):
            refused.append(outcome)
        else:
            readings.append((index, outcome))
    return Parsed(tuple(readings), tuple(refused))


def check_count(count: int, most: int) -> None:
    """Between one and `most`."""
    if count == 0:
        raise NotReadings("no_readings", "The list is empty: send at least one reading.")
    if count > most:
        raise NotReadings(
            "too_many_readings", f"{count} readings were sent; send at most {most} at a time. None was taken."
        )


def parse_one(index: int, item: object) -> ReadingIn | Refused:
    """One reading, or why it is none."""
    raw: dict[str, Any] = item if isinstance(item, dict) else {}
    organisation, metric = plain_code(raw.get("organisation")), plain_code(raw.get("metric"))
    for field, given in raw.items():
        if (has_nhs_number(field) or has_nhs_number(str(given))) and field not in {"value", "observed_at"}:
            return Refused(
                index, organisation, metric, "patient_identifier", plain_code(field) or "", PATIENT
            )
    try:
        # Through the text again: the strict rules for JSON input (dates as text, no numbers for codes) hold here too.
        return ONE.validate_json(orjson.dumps(item))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field, code, message = sentence(first)
        given = raw.get(field)
        kept, length = keepable(given)
        return Refused(index, organisation, metric, code, field, message, kept, length)


def plain_code(value: object) -> str | None:
    """A code as sent, if it is short, plain and could not identify a patient."""
    if isinstance(value, str) and PLAIN_CODE.fullmatch(value) and not has_nhs_number(value):
        return value
    return None


def keepable(value: object) -> tuple[str | None, int]:
    """What of a refused value may be kept: the text of a short figure or word, else only its length."""
    text = "" if value is None else str(value)
    kept = PLAIN_VALUE.fullmatch(text) is not None and not has_nhs_number(text)
    return (text if kept else None), len(text)


def sentence(error: ErrorDetails) -> tuple[str, str, str]:  # noqa: PLR0911 - one for each thing that can be wrong
    """(field, code, sentence) for the first thing wrong with a reading."""
    where = error["loc"]
    field = str(where[0]) if where else ""
    match field, error["type"]:
        case "", _:
            return (
                "",
                "not_a_reading",
                "A reading is a JSON object with organisation, metric, value, observed_at.",
            )
        case _, "missing":
            return field, "missing", f"{field} is missing."
        case _, "extra_forbidden":
            name = field if PLAIN_CODE.fullmatch(field) else "a field"
            return name, "unknown_field", f"{name} is not a field of a reading."
        case "observed_at", "timezone_aware":
            return field, "no_time_zone", "observed_at needs a time zone: 2026-01-12T08:00:00Z or …+00:00."
        case "observed_at", _:
            return field, "bad_time", "observed_at must be a time such as 2026-01-12T08:00:00Z."
        case "value", _:
            return (
                field,
                "not_a_number",
                "value must be a number (at most 6 decimal places) or the word unknown.",
            )
        case _:
            return field, "bad_field", f"{field}: {error['msg'].lower()}."
