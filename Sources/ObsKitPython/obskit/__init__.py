"""ObsKit: what an astronomical file is, which camera was installed, which calibration goes with it.

`translate` answers for a header, `translate_file` and `translate_files` for files, `camera` describes a focal plane, `read_raw`
gives pixels, `Registry` and `Context` find calibrations. They use the cameras of the library and those that ``OBSKIT_PATH``
names; `Catalog` takes others. ``obskit.amt`` stands in for astro_metadata_translator, ``obskit.dask`` works on clusters.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._catalog import Catalog, default
from ._errors import AmbiguousInstrument, NotFound, ObsKitError, Unreadable, UnknownInstrument, Unsupported
from ._files import FileResult
from ._library import library as _c
from ._observation import Observation
from ._properties import PROPERTIES, Property
from ._time import Instant

if TYPE_CHECKING:
    import numpy as np

    from ._calibrations import Answer, Calibrations, Context, Registry
    from ._camera import Amplifier, Box, Camera, Detector, Sky, Transform
    from ._exposure import Exposure
    from ._footprint import Footprint, Polygon
    from ._raw import RawDetector, RawFile
    from ._tables import schema, to_table, write_parquet

__all__ = [
    "PROPERTIES", "AmbiguousInstrument", "Amplifier", "Answer", "Box", "Calibrations", "Camera", "Catalog", "Context", "Detector",
    "Exposure", "FileResult", "Footprint", "Instant", "NotFound", "ObsKitError", "Observation", "Polygon", "Property",
    "RawDetector", "RawFile", "Registry", "Sky", "Transform", "UnknownInstrument", "Unreadable", "Unsupported", "camera",
    "conformance", "curated", "exposure", "exposures", "footprint", "identify", "instruments", "open_raw", "read_raw", "schema",
    "to_table", "translate", "translate_file", "translate_files", "write_parquet",
]

__version__: str = _c.obk_release().decode()

# What not every program needs is imported when it is asked for.
_LATE = {
    "_calibrations": ("Answer", "Calibrations", "Context", "Registry"),
    "_camera": ("Amplifier", "Box", "Camera", "Detector", "Sky", "Transform"),
    "_exposure": ("Exposure",),
    "_footprint": ("Footprint", "Polygon"),
    "_raw": ("RawDetector", "RawFile"),
    "_tables": ("schema", "to_table", "write_parquet"),
}


def __getattr__(name: str) -> Any:
    for module, owned in _LATE.items():
        if name in owned:
            from importlib import import_module

            found = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def instruments() -> list[str]:
    """The names of the instruments that are known, in order of precedence."""
    return default().instruments()


def identify(header: Any) -> str:
    """The instrument of a header or a file; see `Catalog.identify`."""
    return default().identify(header)


def translate(header: Any, *, instrument: str | None = None, properties: Iterable[str] | None = None) -> Observation:
    """Translates a header; see `Catalog.translate`."""
    return default().translate(header, instrument=instrument, properties=properties)


def translate_file(path: Any, *, instrument: str | None = None, properties: Iterable[str] | None = None) -> list[Observation]:
    """Translates a file; see `Catalog.translate_file`."""
    return default().translate_file(path, instrument=instrument, properties=properties)


def translate_files(
    paths: Iterable[Any], *, jobs: int = 1, instrument: str | None = None, properties: Iterable[str] | None = None
) -> Iterator[FileResult]:
    """Translates many files, in their order; see `Catalog.translate_files`."""
    return default().translate_files(paths, jobs=jobs, instrument=instrument, properties=properties)


def camera(instrument: str, at: Any) -> Camera:
    """The camera of an instrument as it was at a time; see `Catalog.camera`."""
    return default().camera(instrument, at)


def exposure(files: Any, *, instrument: str | None = None) -> Exposure:
    """The exposure of a file, of files or of observations; see `Catalog.exposure`."""
    return default().exposure(files, instrument=instrument)


def exposures(observations: Iterable[Observation]) -> list[Exposure]:
    """The exposures of observations; see `Catalog.exposures`."""
    return default().exposures(observations)


def footprint(of: Any) -> Footprint:
    """What an exposure, an observation, or the exposure of a file sees.

    Parameters
    ----------
    of : `Exposure`, `Observation` or path
        An observation is seen by the camera of its date.
    """
    if isinstance(of, Observation):
        return camera(str(of.instrument), of).footprint(of)
    made: Footprint = (exposure(of) if isinstance(of, (str, os.PathLike)) else of).footprint()
    return made


def open_raw(path: str | os.PathLike[str], *, instrument: str | None = None, verify: bool = True) -> RawFile:
    """Opens a raw file; see `Catalog.open_raw`."""
    return default().open_raw(path, instrument=instrument, verify=verify)


def read_raw(
    path: str | os.PathLike[str], detector: str | int | None = None, *, trim: bool = True, dtype: Any = None,
    out: np.ndarray[Any, Any] | None = None, verify: bool = True,
) -> np.ndarray[Any, Any]:
    """The assembled image of a detector of a raw file; without one, of the first. See `RawDetector.image`."""
    from ._raw import read

    return read(default(), path, detector, trim, dtype, out, verify)


def curated(instrument: str) -> Calibrations:
    """The curated calibrations of an instrument's package."""
    from ._calibrations import curated as of

    return of(default(), instrument)


def conformance(package: str) -> dict[str, Any]:
    """Whether a package keeps its promises; see `Catalog.conformance`."""
    return default().conformance(package)
