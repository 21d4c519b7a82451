"""The ticker: APScheduler in memory, one instance of each job, missed runs as one. It only ticks."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

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
