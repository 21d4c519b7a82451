"""One writer per stream per process: batching, locking, waking. What a batch comes to is the pipeline's."""
