"""The ticker goes on when the machine's clock is set back."""

import asyncio
from datetime import timedelta

from app.clock import real_now
from app.jobs.schedule import keep_going, scheduler_for


async def test_a_job_planned_by_a_clock_that_was_ahead_is_run_all_the_same() -> None:
    ran = asyncio.Event()

    async def job() -> None:
        ran.set()

    scheduler = scheduler_for({"job": (1, job)})
    scheduler.start()
    going = asyncio.create_task(keep_going(scheduler))
    try:
        scheduler.get_job("job").modify(next_run_time=real_now() + timedelta(hours=2))
        await asyncio.wait_for(ran.wait(), 20)
    finally:
        going.cancel()
        scheduler.shutdown(wait=False)
        await asyncio.gather(going, return_exceptions=True)
