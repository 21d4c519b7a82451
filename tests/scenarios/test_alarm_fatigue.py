"""Thirty nights that are never at 4, with all that feeds do wrong (H4)."""

import time

from tests.scenarios.simulated_nights import lived, moments, unneeded


def test_probe():
    t = time.perf_counter()
    for seed in range(10):
        night = lived(seed)
        print(
            seed,
            time.perf_counter() - t,
            len(night.told),
            [
                (f"{m.page.at:%H:%M}", m.page.person.name, m.alert.about, m.page.about)
                for m in moments(night.told)
            ],
        )
        print(
            "  ",
            {
                s: "".join(
                    str(q.level) + ("!" if q.blip else "") + ("_" if q.sent is None else "") for q in qs
                )
                for s, qs in night.truth.items()
            },
        )
        for u in unneeded(night):
            print("   ", u)
