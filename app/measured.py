"""What the service counts of its own work, for Prometheus: of this process since it started."""

from prometheus_client import Counter, Histogram

COMMIT_SECONDS = Histogram(
    "surgeline_commit_seconds",
    "From taking up a batch of submissions to its commit",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
BATCH_SUBMISSIONS = Histogram(
    "surgeline_batch_submissions", "Submissions written together", buckets=(1, 2, 4, 8, 16, 32, 64)
)
BATCHES_FAILED = Counter(
    "surgeline_batches_failed", "Batches whose senders were asked to come back: the database was away"
)
BOARDS_CUT = Counter("surgeline_boards_cut", "Boards cut by the service, by close code", ["code"])
PAGES = Counter("surgeline_pages", "Attempts to reach somebody, by what came of them", ["channel", "result"])
FIRST_ATTEMPT_SECONDS = Histogram(
    "surgeline_first_attempt_seconds",
    "From when a page was due to its first attempt",
    buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 300),
)
POSTS_LIMITED = Counter("surgeline_posts_limited", "Posts answered 429: one sender's flood")
