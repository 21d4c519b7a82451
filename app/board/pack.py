"""A rule pack in full, as it travels. Pure; scores nothing."""

from datetime import timedelta

from app.journal.chain import plain
from app.messages.organisation import PackDetail, PackParameter
from app.state import PackRef
from triggers.compile import CompiledPack, CompiledRollup
from triggers.packs import Parameter

MINUTE = timedelta(minutes=1)


def pack_detail(compiled: CompiledPack | CompiledRollup, ref: PackRef) -> PackDetail:
    """The text's own figures: nothing rounded, cuts in the order they were written."""
    pack = compiled.pack
    scored = compiled.pack.parameters if isinstance(compiled, CompiledPack) else ()
    one, two, three = map(plain, compiled.bands)
    return PackDetail(
        id=ref.id,
        version=ref.version,
        title=pack.title,
        pillar=pack.pillar,
        provenance=ref.provenance,
        source=pack.source,
        sha=ref.sha,
        kind=pack.kind,
        score=pack.score,
        state_from=plain(pack.state_from),
        hold_up_minutes=pack.hold_up // MINUTE,
        hold_down_minutes=pack.hold_down // MINUTE,
        bands=(one, two, three),
        parameters=tuple(map(parameter_detail, scored)),
    )


def parameter_detail(parameter: Parameter) -> PackParameter:
    """One scored metric."""
    return PackParameter(
        id=parameter.id,
        metric=parameter.metric,
        worse=parameter.worse,
        cuts=tuple(map(plain, parameter.cuts)),
        points=tuple(map(plain, parameter.points)),
        cut_belongs_to=parameter.cut_belongs_to,
        provenance=parameter.provenance,
        note=parameter.note,
    )
