"""Exposures and visits."""

from __future__ import annotations

import os
from collections.abc import Iterable
from ctypes import byref, c_int32, c_size_t, c_void_p
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from ._camera import Camera
from ._errors import ObsKitError
from ._footprint import Footprint
from ._library import Handle, call, encoded, library, names, new, record, sized
from ._observation import Observation
from ._time import Instant

if TYPE_CHECKING:
    from ._catalog import Catalog


class Exposure:
    """One opening of the shutter: its detectors, interval, filter, pointing and camera."""

    def __init__(self, handle: Handle) -> None:
        self.handle = handle

    @classmethod
    def of(cls, catalog: Catalog, files: Any, instrument: str | None) -> Exposure:
        """The exposure of files or observations; see `Catalog.exposure`."""
        items = [files] if isinstance(files, (str, os.PathLike, Observation)) else list(files)
        if items and all(isinstance(one, Observation) for one in items):
            return cls(new("exposure", "obk_exposure_new", catalog.handle.address, _handles(items), len(items)))
        return cls(new("exposure", "obk_exposure_files", catalog.handle.address, names(items), len(items),
                       encoded(instrument, "the instrument")))

    @classmethod
    def each(cls, catalog: Catalog, observations: Iterable[Observation]) -> list[Exposure]:
        """The exposures of observations; see `Catalog.exposures`."""
        items, found = list(observations), []

        def take(exposure: int, _: Any) -> int:
            found.append(cls(Handle(library.obk_exposure_retain(exposure), library.obk_exposure_free)))
            return 0

        call("obk_exposures_of", catalog.handle.address, _handles(items), len(items), c.obk_exposed(take), None)
        return found

    @cached_property
    def _facts(self) -> Any:
        facts = sized(c.obk_exposure_facts)
        call("obk_exposure_describe", self.handle.address, byref(facts))
        return facts

    @property
    def id(self) -> int | None:
        """Its number; `None` where no header says it."""
        return int(self._facts.id) if self._facts.has_id else None

    @property
    def instrument(self) -> str:
        """The name of its instrument."""
        return str(self._facts.instrument.decode())

    @property
    def observation_id(self) -> str:
        """Its label; empty where no header says it."""
        return str(self._facts.observation_id.decode())

    @property
    def physical_filter(self) -> str:
        """Its filter; empty where no header says it."""
        return str(self._facts.physical_filter.decode())

    @property
    def observation_type(self) -> str:
        """The type in the words of the instrument."""
        return str(self._facts.observation_type.decode())

    @property
    def kind(self) -> str:
        """``science``, ``bias`` and the like: the same words for every instrument."""
        return str(self._facts.kind.decode())

    @property
    def observing_day(self) -> int | None:
        """The day as YYYYMMDD."""
        return self._facts.observing_day or None

    @property
    def interval(self) -> tuple[Instant, Instant] | None:
        """Its begin and end; `None` where no header says them."""
        begin, end = self._facts.begin_tai_ns, self._facts.end_tai_ns
        return (Instant(begin), Instant(end)) if begin or end else None

    @property
    def pointing(self) -> tuple[float, float, float] | None:
        """Right ascension and declination (ICRS) and rotation, degrees; the rotation is NaN where no header says it."""
        facts = self._facts
        return None if facts.ra != facts.ra else (facts.ra, facts.dec, facts.rotation)

    @property
    def has_errors(self) -> bool:
        """Whether it contradicts itself so that it cannot be used as it is; `to_dict` has the diagnostics."""
        return bool(self._facts.has_errors)

    @property
    def detectors(self) -> list[int]:
        """The numbers of its detectors."""
        count = c_size_t()
        room = (c_int32 * self._facts.detectors)()
        call("obk_exposure_detectors", self.handle.address, room, len(room), byref(count))
        return list(room[: count.value])

    @property
    def observations(self) -> list[Observation]:
        """Its observations, which have lost their headers."""
        found = []
        for place in range(self._facts.observations):
            one = c_void_p()
            call("obk_exposure_observation", self.handle.address, place, byref(one))
            found.append(Observation(one.value or 0))
        return found

    @property
    def camera(self) -> Camera:
        """The camera of its date.

        Raises
        ------
        NotFound
            Where the instrument describes none, or the date is not known.
        """
        return Camera(new("camera", "obk_exposure_camera", self.handle.address), None)

    def footprint(self) -> Footprint:
        """What it sees."""
        return Footprint(new("footprint", "obk_exposure_footprint", self.handle.address))

    def to_dict(self) -> dict[str, Any]:
        """All that is known of it, with what its headers contradict in each other."""
        made: dict[str, Any] = record("obk_exposure_json", self.handle.address)
        return made

    def __repr__(self) -> str:
        return f"<Exposure {self.instrument} {self.observation_id} of {self._facts.detectors} detectors>"


def _handles(items: list[Any]) -> Any:
    if not items:
        raise ObsKitError("an exposure has an observation at least", "no-observation")
    return (c_void_p * len(items))(*(one.handle.address for one in items))


def visits(catalog: Catalog, exposures: Iterable[Exposure]) -> list[dict[str, Any]]:
    """The visits of exposures; see `Catalog.visits`."""
    items = list(exposures)
    handles = (c_void_p * len(items))(*(one.handle.address for one in items))
    made: list[dict[str, Any]] = record("obk_visits_json", catalog.handle.address, handles, len(items))
    return made
