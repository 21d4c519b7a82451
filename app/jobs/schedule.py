"""The ticker: APScheduler in memory, one instance of each job, missed runs as one. It only ticks."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.clock import real_now

LOOK_SECONDS = 1.0
MARGIN = timedelta(seconds=0.5)

log = structlog.get_logger()

Job = Callable[[], Awaitable[object]]


def scheduler_for(jobs: dict[str, tuple[float, Job]]) -> AsyncIOScheduler:
    """A scheduler not yet started; `jobs` by name, with seconds between runs."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for name, (seconds, job) in jobs.items():
        scheduler.add_job(guarded(name, job), "interval", seconds=seconds, id=name)
    return scheduler


async def keep_going(scheduler: AsyncIOScheduler) -> None:
    """For ever: has a job run at once that is planned for later than it can be. The scheduler plans by the machine's
    clock, and after that was set back would do nothing until it has caught up.
    """
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = real_now()
        late = [
            job for job in scheduler.get_jobs() if job.next_run_time > now + job.trigger.interval + MARGIN
        ]
        if late:
            log.warning("clock_set_back", jobs=[job.id for job in late])
        for job in late:
            job.modify(next_run_time=now)


def guarded(name: str, job: Job) -> Callable[[], Awaitable[None]]:
    """The job runner's boundary: a failed run is logged once going down and once recovering."""
    failing = False

    async def run() -> None:
        nonlocal failing
        try:
            await job()
        except Exception:
            if not failing:
                log.exception("job_failing", job=name)
            failing = True
            return
        if failing:
            log.info("job_recovered", job=name)
        failing = False

    return run
