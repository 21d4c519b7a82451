"""The peers of goals 1 and 2: a floor in the database, a bare ASGI application, FastAPI with the ORM."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from subprocess import PIPE, Popen

import asyncpg

TABLE = """
CREATE TABLE IF NOT EXISTS floor_reading (
    unit text, metric text, observed_at timestamptz, value numeric, PRIMARY KEY (unit, metric, observed_at))
"""
FLOOR = """
INSERT INTO floor_reading SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::numeric[])
"""


async def floor(dsn: str, requests: int) -> list[float]:
    """Seconds of each asyncpg `INSERT … unnest` of 12 rows with its commit."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLE)
    await connection.execute("TRUNCATE floor_reading")
    start, seconds = datetime.now(UTC), []
    metrics, units = [f"metric.number_{n}" for n in range(12)], ["RD8-MKH"] * 12
    values = [Decimal("12.5")] * 12
    for n in range(requests):
        observed = [start + timedelta(milliseconds=n)] * 12
        began = time.perf_counter()
        await connection.execute(FLOOR, units, metrics, observed, values)
        seconds.append(time.perf_counter() - began)
    await connection.close()
    return seconds


BARE = """
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"].endswith("shutdown"):
                return
    more = True
    while more:
        message = await receive()
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"{}"})
"""
ORM = """
import os
from datetime import datetime
from decimal import Decimal
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Numeric, DateTime
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase): pass

class Row(Base):
    __tablename__ = "orm_reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str]
    metric: Mapped[str]
    value: Mapped[Decimal] = mapped_column(Numeric)
    observed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

class Reading(BaseModel):
    organisation: str
    metric: str
    value: Decimal
    observed_at: datetime

engine = create_async_engine(os.environ["ORM_DSN"], pool_size=10)
Session = async_sessionmaker(engine)
app = FastAPI()

@app.on_event("startup")
async def make():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)

@app.post("/api/v1/readings")
async def post(readings: list[Reading]):
    async with Session() as session, session.begin():
        session.add_all([Row(**reading.model_dump()) for reading in readings])
    return {"taken": len(readings)}
"""
RUN = """
import socket, uvicorn, uvloop, warnings
warnings.simplefilter("ignore")
sock = socket.socket(); sock.bind(("127.0.0.1", 0)); print(sock.getsockname()[1], flush=True)
config = uvicorn.Config(app, loop="uvloop", http="httptools", access_log=False, log_level="error")
uvloop.run(uvicorn.Server(config).serve(sockets=[sock]))
"""


@asynccontextmanager
async def peer(source: str, dsn: str) -> AsyncIterator[str]:
    """A process serving an application, on the same uvicorn as ours."""
    environment = {**os.environ, "ORM_DSN": dsn.replace("postgresql://", "postgresql+asyncpg://")}
    process = Popen(  # noqa: ASYNC220 - it returns at once
        [sys.executable, "-W", "ignore", "-c", source + RUN], stdout=PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    await asyncio.sleep(1)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
