"""What cameras see."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_int32
from typing import NamedTuple

from . import _declarations as c
from ._library import Handle, call, library, sized, text


class Polygon(NamedTuple):
    """A convex polygon on the sky, in ICRS degrees."""

    footprint: Footprint
    place: int
    """Its place in the footprint; -1 of the focal plane."""
    detector: int | None
    """The number of its detector; `None` of the focal plane."""
    vertices: list[tuple[float, float]]
    """Right ascension and declination, counterclockwise seen on the sky."""
    area: float
    """Square degrees."""
    center: tuple[float, float]

    def contains(self, ra: float, dec: float) -> bool:
        """Whether it contains a position."""
        answer = c_int32()
        call("obk_footprint_contains", self.footprint.handle.address, self.place, ra, dec, byref(answer))
        return answer.value == 1

    @property
    def region(self) -> str:
        """The polygon as the IVOA's s_region: ``POLYGON ICRS …``."""
        return text("obk_footprint_region", self.footprint.handle.address, self.place)


class Footprint:
    """What a camera sees: a polygon for each detector, and one for the focal plane."""

    def __init__(self, handle: Handle) -> None:
        self.handle = handle

    def __len__(self) -> int:
        return int(library.obk_footprint_count(self.handle.address))

    def __iter__(self) -> Iterator[Polygon]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, index: int) -> Polygon:
        """The polygon of a detector, by its place."""
        if not 0 <= index < len(self):
            raise IndexError(f"there are {len(self)} polygons of detectors, and no {index}")
        return self._polygon(index)

    @property
    def focal_plane(self) -> Polygon:
        """The polygon of the whole focal plane."""
        return self._polygon(-1)

    def _polygon(self, index: int) -> Polygon:
        one = sized(c.obk_polygon)
        call("obk_footprint_polygon", self.handle.address, index, byref(one), None, 0)
        room = (c_double * (2 * one.vertices))()
        call("obk_footprint_polygon", self.handle.address, index, byref(one), room, one.vertices)
        return Polygon(self, index, one.detector if one.detector >= 0 else None, list(zip(room[::2], room[1::2], strict=True)),
                       one.area, (one.center[0], one.center[1]))

    def __repr__(self) -> str:
        return f"<Footprint of {len(self)} detectors>"
