"""The port of a process: nobody else's, from the moment it is taken."""

import pytest

from app.cli.server import CannotStart, listening


def test_two_processes_do_not_take_one_port() -> None:
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotStart, match=f"127.0.0.1:{port}"):
            listening("127.0.0.1", port)
