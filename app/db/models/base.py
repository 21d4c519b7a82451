"""What every table shares: metadata, constraint names, and the column types of the service."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Code = Annotated[str, mapped_column(Text(collation="C"))]
"""A code, key or id: compared byte by byte."""
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    """Base of every row type."""

    metadata = MetaData(naming_convention=NAMES)
