"""Pixels of raw files."""

from __future__ import annotations

import os
from ctypes import byref, c_void_p
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _declarations as c
from ._errors import NotFound, ObsKitError
from ._library import call, encoded, library, new, path, record, sized
from ._observation import Observation

if TYPE_CHECKING:
    import numpy as np

    from ._catalog import Catalog

_TYPES = {
    "int8": c.OBK_I8, "uint8": c.OBK_U8, "int16": c.OBK_I16, "uint16": c.OBK_U16, "int32": c.OBK_I32, "uint32": c.OBK_U32,
    "int64": c.OBK_I64, "uint64": c.OBK_U64, "float32": c.OBK_F32, "float64": c.OBK_F64,
}
_NAMES = {number: name for name, number in _TYPES.items()}


class RawDetector(NamedTuple):
    """A detector of a raw file."""

    file: RawFile
    place: int
    """Its place in the file, from 0."""
    number: int
    name: str
    shape: tuple[int, int]
    """Height and width of the trimmed image."""
    untrimmed_shape: tuple[int, int]
    dtype: str
    """The type that holds all its pixels."""

    @property
    def observation(self) -> Observation:
        """What its header says."""
        place = c_void_p()
        call("obk_raw_observation", self.file.handle.address, self.place, byref(place))
        return Observation(place.value or 0)

    def image(
        self, *, trim: bool = True, dtype: Any = None, out: np.ndarray[Any, Any] | None = None, threads: int = 1
    ) -> np.ndarray[Any, Any]:
        """Its pixels, assembled as the camera says.

        Parameters
        ----------
        trim : `bool`
            Without prescans and overscans, or with them in their places.
        dtype : optional
            A type of numpy; without it the one that holds all pixels. Undefined pixels are NaN, or in whole numbers the value
            that the file has for them.
        out : `numpy.ndarray`, optional
            Takes the pixels and is returned: C-contiguous, of the shape of the image.
        threads : `int`
            1 for the calling thread alone, 0 for all cores.

        Raises
        ------
        ObsKitError
            Where the type does not hold a pixel, or the file is broken.
        """
        import numpy as np

        shape = self.shape if trim else self.untrimmed_shape
        kind = np.dtype(dtype if dtype is not None else out.dtype if out is not None else self.dtype)
        if kind.name not in _TYPES or not kind.isnative:
            raise TypeError(f"pixels are of {', '.join(_TYPES)}, not {kind}")
        if out is None:
            out = np.empty(shape, kind)
        elif out.shape != shape or out.dtype != kind or not out.flags.c_contiguous or not out.flags.writeable:
            raise ValueError(f"out is a C-contiguous array of {kind} and of shape {shape} that can be written")
        call("obk_raw_read", self.file.handle.address, self.place, c.OBK_TRIMMED if trim else c.OBK_UNTRIMMED,
             _TYPES[kind.name], out.ctypes.data, out.nbytes, threads)
        return out

    def __repr__(self) -> str:
        return f"<RawDetector {self.name} ({self.number}), {self.shape[1]} by {self.shape[0]} pixels of {self.dtype}>"


class RawFile:
    """A raw file beside the camera of its date. It is closed by ``with``, by `close`, or when nobody has it."""

    def __init__(self, catalog: Catalog, name: str | os.PathLike[str], instrument: str | None, verify: bool = True) -> None:
        self.handle = new("raw", "obk_raw_open", catalog.handle.address, path(name), encoded(instrument, "the instrument"),
                          0 if verify else c.OBK_UNVERIFIED)
        self._name = name
        self._detectors: list[RawDetector] | None = None

    @property
    def detectors(self) -> list[RawDetector]:
        """Its detectors, in their order."""
        if self._detectors is None:
            self._detectors = [self._describe(place) for place in range(library.obk_raw_count(self.handle.address))]
        return list(self._detectors)

    def _describe(self, place: int) -> RawDetector:
        one = sized(c.obk_raw_detector)
        call("obk_raw_describe", self.handle.address, place, byref(one))
        return RawDetector(self, place, one.number, one.name.decode(), (one.height, one.width),
                           (one.untrimmed_height, one.untrimmed_width), _NAMES[one.pixel_type])

    def __getitem__(self, detector: str | int) -> RawDetector:
        """A detector by its name or number.

        Raises
        ------
        NotFound
        """
        for one in self.detectors:
            if detector in (one.name, one.number):
                return one
        raise NotFound(f"{os.fspath(self._name)} has no detector {detector}; it has "
                       f"{', '.join(f'{one.name} ({one.number})' for one in self.detectors)}", "unknown-detector")

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        """What was noticed about the file."""
        return list(record("obk_raw_json", self.handle.address)["diagnostics"])

    def close(self) -> None:
        """Closes it; a second time does nothing."""
        self.handle.close()

    def __enter__(self) -> RawFile:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<RawFile {os.fspath(self._name)}>"


def read(
    catalog: Catalog, name: str | os.PathLike[str], detector: str | int | None, trim: bool, dtype: Any,
    out: np.ndarray[Any, Any] | None, verify: bool,
) -> np.ndarray[Any, Any]:
    """The image of a detector of a raw file; without one, of the first."""
    with RawFile(catalog, name, None, verify) as raw:
        if detector is None and not raw.detectors:
            raise ObsKitError(f"{os.fspath(name)} has no detector", "no-detector")
        return (raw.detectors[0] if detector is None else raw[detector]).image(trim=trim, dtype=dtype, out=out)
