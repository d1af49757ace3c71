"""Tables of observations, by pyarrow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from . import _declarations as c
from ._files import FileResult
from ._library import library
from ._observation import Observation
from ._properties import PROPERTIES, Property
from ._time import Instant

SCHEMA = "obskit/observation-table/1"
"""The version of the columns; a new column at the end does not change it."""

_PARTS = {c.OBK_SKY: ("ra", "dec"), c.OBK_HORIZONTAL: ("az", "alt"), c.OBK_PLACE: ("x", "y", "z")}
_TYPES = {c.OBK_TEXT: pa.string(), c.OBK_INTEGER: pa.int64(), c.OBK_REAL: pa.float64(), c.OBK_BOOLEAN: pa.bool_()}
_UTC = pa.timestamp("ns", tz="UTC")
_ABOUT_FILE = [
    pa.field("path", pa.string(), metadata={"about": "The file, as it was given."}),
    pa.field("hdu", pa.int32(), metadata={"about": "The index of the HDU; -1 of a header that was given by itself."}),
    pa.field("status", pa.string(), metadata={"about": "ok, flawed, failed, or error where the file has no observation."}),
    pa.field("error_code", pa.string(), metadata={"about": "The code of the error of the file."}),
    pa.field("error", pa.string(), metadata={"about": "Why the file has no observation."}),
    pa.field("failures", pa.string(), metadata={"about": "The properties that should have a value and have none, with commas."}),
]


def _fields(described: Property) -> list[pa.Field]:
    told = {"about": described.about, "unit": described.unit}
    if described.kind == c.OBK_INSTANT:
        return [pa.field(described.name, _UTC, metadata=told),
                pa.field(f"{described.name}_tai_ns", pa.int64(), metadata={**told, "unit": "ns"})]
    if parts := _PARTS.get(described.kind):
        return [pa.field(f"{described.name}_{part}", pa.float64(), metadata=told) for part in parts]
    return [pa.field(described.name, _TYPES[described.kind], metadata=told)]


def schema() -> pa.Schema:
    """The columns of tables of observations.

    A time has two: UTC, and nanoseconds of TAI since 1970-01-01T00:00:00 TAI. A position has one for each of its numbers.
    Units and meanings are in the metadata of the columns, the version ``obskit.schema`` in that of the schema.
    """
    fields = [*_ABOUT_FILE, *(field for one in PROPERTIES.values() for field in _fields(one))]
    return pa.schema(fields, metadata={"obskit.schema": SCHEMA, "obskit.release": library.obk_release().decode()})


def _utc_text(instant: Instant) -> str:
    # No column has leap seconds: one is the last nanosecond before it.
    text = instant.iso("utc")
    return f"{text[:17]}59.999999999" if text[17:19] == "60" else text


def row(observation: Observation, path: str | None = None) -> dict[str, Any]:
    """An observation as a row: plain values by the names of the columns, times as texts of UTC."""
    made: dict[str, Any] = {
        "path": observation.path if path is None else path, "hdu": observation.hdu, "status": observation.status,
        "error_code": None, "error": None, "failures": None}
    for name, described in PROPERTIES.items():
        held = getattr(observation, name)
        if described.kind == c.OBK_INSTANT:
            made[name] = None if held is None else _utc_text(held)
            made[f"{name}_tai_ns"] = None if held is None else held.tai_ns
        elif parts := _PARTS.get(described.kind):
            for part, number in zip(parts, held or (None,) * len(parts), strict=True):
                made[f"{name}_{part}"] = number
        else:
            made[name] = held
    if observation.failed_bits:
        made["failures"] = ",".join(observation.failures) or None
    return made


def rows(items: Iterable[Observation | FileResult]) -> Iterator[dict[str, Any]]:
    """The rows of observations and of results of files; a file that failed has one, which says why."""
    for item in items:
        if isinstance(item, Observation):
            yield row(item)
            continue
        path = os.fsdecode(item.path) if isinstance(item.path, (str, bytes, os.PathLike)) else str(item.path)
        if item.error is not None:
            yield {"path": path, "status": "error", "error_code": item.error.code, "error": item.error.message}
        for one in item.observations:
            yield row(one, path)


def _table(made: list[dict[str, Any]], wanted: pa.Schema) -> pa.Table:
    columns = []
    for field in wanted:
        values = [one.get(field.name) for one in made]
        if field.type == _UTC:
            columns.append(pa.array(values, pa.string()).cast(pa.timestamp("ns")).cast(_UTC))
        elif pa.types.is_string(field.type):
            # Names of files may have bytes that are no text.
            columns.append(pa.array([None if held is None else held.encode("utf-8", "backslashreplace").decode()
                                     for held in values], field.type))
        else:
            columns.append(pa.array(values, field.type))
    return pa.table(columns, schema=wanted)


def to_table(items: Iterable[Observation | FileResult]) -> pa.Table:
    """A table of observations, or of what `translate_files` gives; see `schema`."""
    return _table(list(rows(items)), schema())


def write_parquet(items: Iterable[Observation | FileResult], where: Any, *, rows_at_once: int = 10_000) -> int:
    """Writes observations, or what `translate_files` gives, as a Parquet file.

    Parameters
    ----------
    items : iterable
        It is read as it is written, so that memory stays bounded.
    where : `str`, `os.PathLike` or a file that is open for writing
    rows_at_once : `int`
        The rows of a row group.

    Returns
    -------
    count : `int`
        How many rows were written.
    """
    wanted, count, made = schema(), 0, rows(items)
    target = os.fspath(where) if isinstance(where, os.PathLike) else where
    with pq.ParquetWriter(target, wanted, compression="zstd") as writer:
        while block := list(islice(made, rows_at_once)):
            writer.write_table(_table(block, wanted))
            count += len(block)
    return count
