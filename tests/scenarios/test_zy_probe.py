from tests.scenarios.test_people_chase import *
async def test_probe(night):
    await three_by_night(night)
    await calms(night, "01:00", "01:30")
    night.manager.expects_page(f"OPEL 3 at {SITE}", at="04:00")
    await night.feeds_until("04:00", MKUH)
    await moves(night, 2, 3)
    for a in await night.alerts(): print([ (l.did, l.text) for l in a.log], [(p.about, p.state, p.evidence, p.at) for p in a.pages])
