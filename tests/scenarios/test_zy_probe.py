import time
from datetime import UTC, datetime

from tests.scenarios.room import MKUH, staffed
from tests.scenarios.test_winter_monday import EIGHT


async def test_probe(database):
    t = time.monotonic()
    async with staffed(database, datetime(2026, 1, 12, 7, 0, tzinfo=UTC)) as night:
        print("up", time.monotonic() - t)
        t = time.monotonic()
        await night.post(
            [
                {
                    "organisation": "RV3-COM@MK",
                    "metric": "community.bed_occupancy_pct",
                    "value": 91,
                    "observed_at": "2026-01-09T09:30:00Z",
                }
            ]
        )
        await night.at("08:00")
        for u, v in EIGHT.items():
            await night.feed_all(u, v)
        print("08:00", time.monotonic() - t)
        t = time.monotonic()
        h = await night.handover()
        for s in ("asks", "worst", "unseen", "cards", "alerts", "seats", "read_back"):
            print(s, [i.text for i in getattr(h.pack, s)])
        print(await night.watch())
        await night.at("08:04")
        print(await night.room.sends(__import__("tests.scenarios.somebody").scenarios.somebody.accepting(h)))
        await night.room.accepts()
        print(await night.watch())
        sites = ("RD8-MKH", "RC9-BED", "RC9-LDH")

        async def story(when, unit, values):
            await night.feeds_until(when, *sites)
            await night.feed_all(unit, values)
            print(when, time.monotonic() - t)

        await night.feeds_until("10:55", *sites)
        for u in sites:
            b = dict(zip(("ga", "escalation", "nctr"), EIGHT[u].split("/")[6:]))
            await night.feed(u, "08:00", **b)
        await story("11:15", MKUH, "38/66/112/126/7.4/52/97.4/3.1/14.2")
        await story("13:00", "RC9-BED", "33/68/108/118/6.2/51/96.4/4.4/16.1")
        await story("14:30", MKUH, "52/57/126/171/9.8/63/98.6/4.8/15.6")
        await night.feeds_until("14:45", *sites)
        for u in sites:
            await night.feed(u, **night.last_ed[u])
        await night.at("14:47")
        await night.executive.answers(
            "have", night.executive.newest("sms"), commitment="full capacity protocol", until="15:15"
        )
        await night.at("15:22")
        await night.executive.answers()
        await night.executive.answers("met", night.executive.newest("sms"))
        await story("19:00", MKUH, "41/61/104/140/9.2/48/97.2/4.8/13.9")
        await night.feeds_until("19:31", *sites)
        await night.at("20:06")
        for r in night.phones.taken:
            print(f"{r.at:%H:%M}", r.channel, night.known(r.to), r.text)
        for a in await night.alerts():
            print(
                a.rule.id,
                a.about,
                a.state,
                [f"{l.at:%H:%M} {l.did}: {l.text}" for l in a.log if l.did not in ("delivered",)],
            )
        for c in await night.cards():
            print(
                c.unit,
                c.owner_seat,
                c.title,
                c.level,
                c.state,
                c.overdue,
                f"{c.opened_at:%H:%M} {c.late_at:%H:%M}",
            )
