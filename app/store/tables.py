"""The one table, as statements see it; `migrations` make it."""

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, String, Table, Text

links = Table(
    "links",
    MetaData(),
    Column("id", String(12), primary_key=True),
    Column("hash", LargeBinary(32), nullable=False, unique=True),  # SHA-256 of the spec's UTF-8
    Column("spec", Text, nullable=False),
    Column("created", BigInteger, nullable=False),  # seconds since 1970
)
