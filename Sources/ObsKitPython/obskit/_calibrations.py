"""Which calibration goes with an exposure."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from ctypes import POINTER, byref, c_char_p, c_int32, cast
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _declarations as c
from ._library import Handle, call, encoded, library, names, new, path, sized, text
from ._time import Instant

if TYPE_CHECKING:
    from ._catalog import Catalog
    from ._exposure import Exposure

_ANSWER = POINTER(c.obk_answer)
_NEVER = (-(2**63), 2**63 - 1)


class Answer(NamedTuple):
    """A calibration, or why there is none."""

    kind: str
    detector: int | None
    dataset: str | None
    """Its id."""
    collection: str | None
    uri: str | None
    begin: Instant | None
    """Of its certification; `None` where that has no begin."""
    end: Instant | None
    problem: str | None
    """Why there is none; `None` where there is one."""

    @property
    def found(self) -> bool:
        """Whether there is one."""
        return self.problem is None


class Calibrations:
    """What answers which calibration goes with an exposure; `curated`, `Context` and `Registry` make it."""

    def __init__(self, handle: Handle) -> None:
        self.handle = handle

    def find(
        self, kind: str, observation: Any = None, *, at: Any = None, detector: int | None = None, filter: str | None = None,
        state: Mapping[str, Any] | None = None, instrument: str | None = None,
    ) -> Answer:
        """The calibration of a kind.

        Parameters
        ----------
        kind : `str`
            ``bias``, ``flat`` and the like.
        observation : `Observation`, optional
            What it is for: its interval, detector, filter and instrument are asked for where nothing else is said.
        at : optional
            A time, as `Catalog.camera` takes it, or a pair of times.
        detector : `int`, optional
        filter : `str`, optional
        state : mapping, optional
            The instrument's state, such as ``{"readMode": 3}``.
        instrument : `str`, optional
            Of a registry that holds several.

        Raises
        ------
        NotFound
            Where there is none; the message says where was searched.
        """
        query = _query(kind, observation, at, detector, filter, state, instrument)
        answer = sized(c.obk_answer)
        call("obk_calibrations_find", self.handle.address, byref(query), byref(answer))
        return _taken(answer)

    def find_many(
        self, kind: str, observation: Any = None, detectors: Iterable[int] = (), *, at: Any = None, filter: str | None = None,
        state: Mapping[str, Any] | None = None, instrument: str | None = None,
    ) -> list[Answer]:
        """The calibrations of a kind for many detectors; one that has none says why."""
        numbers = list(detectors)
        query = _query(kind, observation, at, None, filter, state, instrument)
        answers = (c.obk_answer * len(numbers))(*(sized(c.obk_answer) for _ in numbers))
        call("obk_calibrations_find_many", self.handle.address, byref(query), (c_int32 * len(numbers))(*numbers), len(numbers),
             answers)
        return [_taken(answer) for answer in answers]

    def of(self, exposure: Exposure, kinds: Iterable[str] | None = None) -> list[Answer]:
        """The calibrations of an exposure, for each kind and detector; without kinds all that it needs."""
        wanted = None if kinds is None else list(kinds)
        found: list[Answer] = []

        def take(answer: int, _: Any) -> int:
            found.append(_read(cast(answer, _ANSWER).contents))
            return 0

        call("obk_calibrations_of", self.handle.address, exposure.handle.address, names(wanted), len(wanted or ()),
             c.obk_answered(take), None)
        return found

    def explain(
        self, kind: str, observation: Any = None, *, at: Any = None, detector: int | None = None, filter: str | None = None,
        state: Mapping[str, Any] | None = None, instrument: str | None = None,
    ) -> str:
        """How an answer comes about: what is searched, and why each candidate is taken or refused."""
        query = _query(kind, observation, at, detector, filter, state, instrument)
        return text("obk_calibrations_explain", self.handle.address, byref(query))

    def close(self) -> None:
        """Closes it; a second time does nothing."""
        self.handle.close()

    def __enter__(self) -> Calibrations:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


class Registry(Calibrations):
    """A registry of calibrations, for reading.

    Parameters
    ----------
    path_ : `str` or `os.PathLike`
    collections : `str` or iterable of `str`
        The collections and chains that are searched, in order.
    patience : `float`
        How long a lock of another process is waited for, seconds.
    """

    def __init__(self, path_: str | os.PathLike[str], collections: str | Iterable[str], *, patience: float = 10.0) -> None:
        searched = [collections] if isinstance(collections, str) else list(collections)
        super().__init__(
            new("calibrations", "obk_calibrations_registry", path(path_), names(searched), len(searched), patience))
        self._recipe = (os.fspath(path_), searched, patience)

    def __reduce__(self) -> tuple[Any, ...]:
        return _registry, self._recipe


def _registry(name: str, collections: list[str], patience: float) -> Registry:
    return Registry(name, collections, patience=patience)


class Context(Calibrations):
    """A pinned context, which answers the same forever.

    Parameters
    ----------
    path_ : `str` or `os.PathLike`
        The file that ``obskit calib context save`` wrote.
    """

    def __init__(self, path_: str | os.PathLike[str]) -> None:
        super().__init__(new("calibrations", "obk_calibrations_context", path(path_)))
        self._path = os.fspath(path_)

    def __reduce__(self) -> tuple[Any, ...]:
        return Context, (self._path,)


def curated(catalog: Catalog, instrument: str) -> Calibrations:
    """The curated calibrations of an instrument's package."""
    return Calibrations(
        new("calibrations", "obk_calibrations_curated", catalog.handle.address, encoded(instrument, "the instrument")))


def _query(
    kind: str, observation: Any, at: Any, detector: int | None, filter: str | None, state: Mapping[str, Any] | None,
    instrument: str | None,
) -> Any:
    if observation is not None:
        detector = observation.detector_num if detector is None else detector
        filter = observation.physical_filter if filter is None else filter
        if at is None:
            at = (observation.datetime_begin, observation.datetime_end or observation.datetime_begin)
    if at is None:
        raise TypeError("a calibration is asked for an observation or a time")
    pair = isinstance(at, (tuple, list))
    begin, end = (Instant.of(one) for one in (at if pair else (at, at)))
    query = sized(c.obk_query)
    query.kind, query.filter = encoded(kind, "a kind"), encoded(filter, "a filter")
    query.instrument = encoded(instrument, "the instrument")
    query.detector = -1 if detector is None else detector
    query.begin_tai_ns, query.end_tai_ns = begin.tai_ns, end.tai_ns
    query.state_json = None if state is None else json.dumps(dict(state)).encode()
    return query


def _read(answer: Any) -> Answer:
    def said(address: int | None) -> str | None:
        return (cast(address, c_char_p).value or b"").decode("utf-8", "surrogateescape") if address else None

    ends = [None if ns in _NEVER or not answer.found else Instant(ns) for ns in (answer.begin_tai_ns, answer.end_tai_ns)]
    return Answer(said(answer.kind) or "", answer.detector if answer.detector >= 0 else None, said(answer.dataset),
                  said(answer.collection), said(answer.uri), ends[0], ends[1], said(answer.problem))


def _taken(answer: Any) -> Answer:
    try:
        return _read(answer)
    finally:
        library.obk_answer_clear(byref(answer))
