"""What the process of a back-test does: reads a stream's figures in the caller's scope, runs the packs, says how far
it has come. Ends with its parent.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

import asyncpg
from pydantic import BaseModel

from app.backtest.history import Stored, eras_of, stored_history
from app.backtest.order import Order
from app.backtest.result import Read, result_of
from app.backtest.run import Back, Rules, run
from app.db.connection import Connection
from app.db.engine import CONNECT_SECONDS
from app.db.names import APP
from app.messages.packs import BackTestFailed, BackTestProgress
from app.organisations.queries import zone_of
from app.organisations.rules import rules_here
from app.organisations.system_file import SystemFile, read_system
from triggers.catalogue import Catalogue
from triggers.compile import CompiledPack, compile_pack
from triggers.packs import ParametersPack
from triggers.replay.history import History
from triggers.replay.suspects import behind

REFUSED = """
SELECT code, count(*) FROM quarantine
WHERE stream = $1 AND unit = ANY ($2) AND metric = ANY ($3) AND at >= $4 AND at < $5 GROUP BY code ORDER BY code
"""
ORPHANED = 1
LEAD = timedelta(days=92)
"""So long before its first day a back-test begins, with what was held then: every hold has long ended by its first day,
and what it takes does not grow with the years.
"""


class Stock(NamedTuple):
    """What was read of the database."""

    system: SystemFile
    catalogue: Catalogue
    packs: Mapping[str, CompiledPack]
    history: History
    refused: Mapping[str, int]


def carry_out(order: Order) -> None:
    """The whole of it; every line said is one of the answer."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        stock = asyncio.run(read_stock(order))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        sys.stderr.write(f"back-test: {error!r}\n")
        say(BackTestFailed(code="database_unavailable", detail="The database cannot be reached. Try again."))
        return
    named = {one.code: one for one in order.units}
    silent = tuple(one for one in order.units if one.code not in stock.history.lanes)
    received = [stock.history.received(unit)[0] for unit in stock.history.lanes]
    read = Read(stock.history.rows, min(received, default=None), silent, stock.refused)
    say(result_of(ran(stock, order), read, named, zone_of(stock.system)))


def ran(stock: Stock, order: Order) -> Back:
    """The packs over the units, in the order that was asked for."""
    lanes = {
        one.code: stock.history.lanes[one.code] for one in order.units if one.code in stock.history.lanes
    }
    rules = Rules(stock.packs, stock.catalogue, lambda unit: eras_of(stock.system, unit, stock.catalogue))
    return run(
        stock.history._replace(lanes=lanes),
        rules,
        (order.begins, order.ends),
        lambda done, of: say(BackTestProgress(stage="running", done=done, of=of)),
    )


async def read_stock(order: Order) -> Stock:
    """One read-only transaction that sees the order's stream and no other."""
    settings = {
        "role": APP,
        "application_name": "surgeline back-test",
        "statement_timeout": f"{order.seconds}s",
        "jit": "off",
    }
    connection = await asyncpg.connect(order.dsn, server_settings=settings, timeout=CONNECT_SECONDS)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SELECT set_config('surgeline.streams', $1, true)", order.stream)
            return await stock_of(connection, order)
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


async def stock_of(connection: Connection, order: Order) -> Stock:
    """The rules, the system and the figures that the packs score."""
    checked = await rules_here(connection)
    text = await connection.fetchval("SELECT body FROM system_text WHERE sha = $1", order.config_sha)
    packs = {}
    for key in order.packs:
        loaded = checked.packs.by_key[key]
        if isinstance(loaded.pack, ParametersPack):
            packs[f"{key[0]}@{key[1]}"] = compile_pack(loaded.pack, loaded.sha)
    metrics = sorted({metric for pack in packs.values() for metric in behind(pack, checked.catalogue)})
    units = [one.code for one in order.units]
    say(BackTestProgress(stage="reading"))
    history = await stored_history(
        connection,
        Stored(order.stream, units, order.ends, metrics, order.begins - LEAD),
        lambda done: say(BackTestProgress(stage="reading", done=done)),
    )
    rows = await connection.fetch(REFUSED, order.stream, units, metrics, order.begins, order.ends)
    refused = {row["code"]: row["count"] for row in rows}
    system = read_system(text, f"system {order.config_sha[:12]}")
    return Stock(system, checked.catalogue, packs, history, refused)


def say(line: BaseModel) -> None:
    """One line of the answer."""
    sys.stdout.write(line.model_dump_json(by_alias=True) + "\n")
    sys.stdout.flush()


def end_with_parent() -> None:
    """The input ends when whoever ordered this is gone: then nobody wants it. Reads past Python's own buffer, whose
    lock would be waited for at the end.
    """
    while os.read(sys.stdin.fileno(), 1):
        continue
    os._exit(ORPHANED)
