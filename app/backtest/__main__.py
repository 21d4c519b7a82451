"""The process of one back-test, `python -m app.backtest`: limits itself, then does as its input orders."""

import os
import resource
import sys

from app.backtest.order import Order

MEGABYTE = 1024 * 1024
NICE = 10
OUT_OF_MEMORY = 3


def main() -> None:
    """One line of input is the order; each line of output is one of the answer.

    The import comes after the limits: the library that it loads takes threads and memory as it finds them.
    """
    order = Order.model_validate_json(sys.stdin.buffer.readline())
    os.nice(NICE)
    os.environ["POLARS_MAX_THREADS"] = "1"
    most = order.megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        from app.backtest.child import carry_out  # noqa: PLC0415  # see above

        carry_out(order)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
