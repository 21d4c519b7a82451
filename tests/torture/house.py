"""A small hospital of processes on loopback: PostgreSQL with fsync, several `surgeline serve`, nginx before them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from tests.running import Running, start, wait_until_ready

CONFIGURATION = Path(__file__).parent.parent.parent / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SERVERS = re.compile(r"server surgeline-\d:8600( [^;]*)?;\n")
PATIENCE_SECONDS = 20


class Member(NamedTuple):
    """One process of the service."""

    running: Running

    @property
    def pid(self) -> int:
        """Its process."""
        return self.running.process.pid

    def freeze(self) -> None:
        """It stands still: connections are taken by the kernel, and nobody answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        os.kill(self.pid, signal.SIGCONT)

    def database_ports(self, port: int) -> list[int]:
        """Its own ends of its connections to a server."""
        connections = psutil.Process(self.pid).net_connections("tcp")
        return [c.laddr.port for c in connections if c.raddr and c.raddr.port == port]


class Company(NamedTuple):
    """Several processes behind one address. `again`: those that an act has started anew."""

    url: str
    members: tuple[Member, ...]
    again: list[Running]


@contextmanager
def company(dsn: str, folder: Path, members: int) -> Iterator[Company]:
    """So many processes on one database behind nginx, with the configuration that is deployed."""
    with ExitStack() as stack:
        running = []
        for number in range(members):
            one = start(dsn, log=folder / f"service-{number}.log")
            stack.callback(end, one)
            running.append(one)
        for one in running:
            wait_until_ready(one.url)
        url = stack.enter_context(nginx(folder, [one.url for one in running]))
        again: list[Running] = []
        stack.callback(end_all, again)
        yield Company(url, tuple(Member(one) for one in running), again)


def end_all(running: list[Running]) -> None:
    """Whoever is there by then."""
    for one in running:
        end(one)


def end(one: Running) -> None:
    """For good, frozen or not."""
    if one.process.poll() is None:
        os.kill(one.process.pid, signal.SIGCONT)
        one.kill()


@contextmanager
def nginx(folder: Path, urls: list[str]) -> Iterator[str]:
    """Nginx with the deployed configuration, of which only addresses and places are other ones; its own address."""
    assert NGINX is not None, "nginx is absent"
    port, place = free_port(), folder / "nginx"
    place.mkdir()
    text = configured(CONFIGURATION.read_text("utf-8"), [url.rpartition("/")[2] for url in urls], port)
    file = place / "nginx.conf"
    file.write_text(f"daemon off;\npid {place}/pid;\nerror_log {place}/error.log;\n{text}")
    places = "".join(f"{name}_temp_path {place}/{name};" for name in TEMPORARY)
    file.write_text(file.read_text().replace("http {", f"http {{\n  {places}", 1))
    process = subprocess.Popen([NGINX, "-p", str(place), "-c", str(file), "-e", f"{place}/error.log"])
    url = f"http://127.0.0.1:{port}"
    try:
        answering(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def configured(text: str, addresses: list[str], port: int) -> str:
    """The configuration for these addresses."""
    options = SERVERS.search(text)
    assert options is not None, "deploy/nginx.conf names no server"
    lines = "".join(f"server {address}{options[1] or ''};\n" for address in addresses)
    first = SERVERS.sub(lines, text, count=1)
    listening = f"listen 127.0.0.1:{port} "
    return SERVERS.sub("", first).replace("listen 8080 ", listening, 1)


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answering(url: str, process: subprocess.Popen[bytes]) -> None:
    """Waits until nginx hands requests on."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "nginx ended at once: see its error.log"
        try:
            if httpx.get(f"{url}/health/ready", timeout=2).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"nginx did not answer at {url}")
