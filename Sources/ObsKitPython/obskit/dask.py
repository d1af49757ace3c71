"""Translation on a cluster, by Dask.

``obskit.dask.translate(paths)`` gives a bag and a dataframe. A file that fails is a row that says why, so that no partition is
lost for it; a partition holds a bounded number of files, and one whose worker died is done again by Dask.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import dask.bag
import dask.dataframe
import pandas as pd

from . import _tables
from ._catalog import Catalog, _catalog_of
from ._errors import NotFound


class Archive(NamedTuple):
    """A wheel or a zip with camera packages, which goes to the workers with its bytes."""

    digest: str
    content: bytes

    def __repr__(self) -> str:
        return f"Archive({self.digest[:12]}, {len(self.content)} bytes)"


class Recipe(NamedTuple):
    """What a worker needs to make the catalog."""

    packages: tuple[str | Archive, ...]
    corrections: tuple[str, ...]
    instrument: str | None


class Translation(NamedTuple):
    """Files that are translated when somebody computes: twice the same, in two forms."""

    bag: Any
    """A `dask.bag.Bag` of rows: dicts of plain values by the names of the columns of `obskit.schema`."""
    dataframe: Any
    """A dask dataframe with those columns, in the types of Arrow."""


def translate(
    paths: Iterable[str | os.PathLike[str]], *, files_per_partition: int = 2000, packages: Iterable[str | os.PathLike[str]] = (),
    corrections: Iterable[str | os.PathLike[str]] = (), instrument: str | None = None,
) -> Translation:
    """Translates files on the workers of Dask.

    Parameters
    ----------
    paths : iterable of `str` or `os.PathLike`
        They must be readable where the workers are.
    files_per_partition : `int`
        The bound of a partition.
    packages : iterable of `str` or `os.PathLike`
        Folders of camera packages that the workers can read, or wheels and zips, which are sent to them.
    corrections : iterable of `str` or `os.PathLike`
        Files of corrections that the workers can read.
    instrument : `str`, optional
        The instrument; without it, it is recognized.

    Returns
    -------
    translation : `Translation`
        A pair of a bag and a dataframe.

    Raises
    ------
    ValueError
        Where there is no file, or the bound is below 1.
    """
    if files_per_partition < 1:
        raise ValueError(f"files_per_partition is {files_per_partition}; a partition has a file at least")
    recipe = Recipe(tuple(_package(os.fspath(one)) for one in packages), tuple(os.fspath(one) for one in corrections), instrument)
    names = (os.fspath(one) for one in paths)
    partitions: list[list[str]] = []
    while block := list(islice(names, files_per_partition)):
        partitions.append(block)
    if not partitions:
        raise ValueError("there is no file to translate")
    bags: Any = dask.bag
    frames: Any = dask.dataframe
    bag = bags.from_sequence(partitions, npartitions=len(partitions)).map_partitions(_rows, recipe)
    frame = frames.from_map(_frame, partitions, recipe=recipe, meta=_pandas(_tables.schema().empty_table()))
    return Translation(bag, frame)


def _package(name: str) -> str | Archive:
    if os.path.isdir(name):
        return os.path.abspath(name)
    with open(name, "rb") as file:
        content = file.read()
    return Archive(hashlib.sha256(content).hexdigest(), content)


# A worker keeps its catalogs, each of which takes milliseconds to make.
@lru_cache(maxsize=8)
def _catalog(packages: tuple[str | Archive, ...], corrections: tuple[str, ...]) -> Catalog:
    folders: list[str] = []
    for one in packages:
        folders += [one] if isinstance(one, str) else _unpacked(one)
    return _catalog_of(tuple(folders), corrections, True)


@lru_cache(maxsize=8)
def _unpacked(archive: Archive) -> list[str]:
    from io import BytesIO

    folder = tempfile.mkdtemp(prefix="obskit-packages-")
    with zipfile.ZipFile(BytesIO(archive.content)) as content:
        content.extractall(folder)
    found = sorted(place for place, _, files in os.walk(folder) if "package.yaml" in files)
    if not found:
        raise NotFound("the archive holds no camera package; a package is a folder with a package.yaml", "missing-package")
    return found


def _results(names: list[str], recipe: Recipe) -> Any:
    return _catalog(recipe.packages, recipe.corrections).translate_files(names, instrument=recipe.instrument)


def _rows(parts: Iterable[list[str]], recipe: Recipe) -> list[dict[str, Any]]:
    return [made for names in parts for made in _tables.rows(_results(names, recipe))]


def _pandas(table: Any) -> Any:
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _frame(names: list[str], recipe: Recipe) -> Any:
    return _pandas(_tables.to_table(_results(names, recipe)))
