"""The answer of ObsKit to a header of the peer, found once for each state of the header."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import islice
from operator import is_
from typing import Any

from .._astropy import Rich
from .._catalog import default
from .._errors import ObsKitError, UnknownInstrument
from .._headers import wire
from .._observation import Observation
from .._properties import PROPERTIES, calls
from . import _manner


class Answer:
    """What ObsKit says of a header, with astropy's values in the units of the peer's users."""

    def __init__(self, observation: Observation, header: Mapping[str, Any]) -> None:
        self.observation = observation
        self.rich = Rich(observation, _manner.of(self.instrument, header))

    @property
    def translator_name(self) -> str:
        """The name of the translator."""
        return translator_name(self.instrument)

    def failed(self, name: str) -> bool:
        """Whether a property has no value though it should."""
        return bool(self.observation.failed_bits >> PROPERTIES[name].number & 1)

    @cached_property
    def instrument(self) -> str:
        """The name of the instrument in the catalog."""
        return self.observation.catalog_name

    def changes(self) -> list[list[Any]]:
        """The cards that corrections change, as `Observation.corrections` has them."""
        return self.observation.corrections if self.observation.correction_count else []


@lru_cache(maxsize=256)
def translator_name(instrument: str) -> str:
    """The name that the wire form has for the translator of an instrument."""
    return default().translate({"SIMPLE": True}, instrument=instrument).translator


class _Last(threading.local):
    header: Any = None
    instrument: str | None = None
    answer: Answer | None = None
    error: ObsKitError | None = None


_last = _Last()


def answer(header: Any, instrument: str | None = None) -> Answer:
    """What ObsKit says of a header.

    The peer asks for one header many times. So the last answer of each thread is kept, with a copy of the cards that it is of.

    Raises
    ------
    ObsKitError
        Where it says nothing.
    """
    cards = wire(header)
    known = _last.answer
    if _same(cards, _last.header) and (
        _last.instrument == instrument or (known is not None and _last.instrument is None and known.instrument == instrument)):
        if known is None:
            raise _last.error or UnknownInstrument("the header was not recognized", "unknown-instrument")
        return known
    _last.header, _last.instrument, _last.answer, _last.error = _copy(cards), instrument, None, None
    try:
        known = _last.answer = Answer(Observation(calls.translate(
            default().handle.address, cards, None if instrument is None else instrument.encode(), 0)), header)
    except ObsKitError as error:
        _last.error = error
        raise
    return known


def _copy(cards: Any) -> Any:
    """What a header is compared with later: a dict with the same values, and copies of the lists among them."""
    if not isinstance(cards, dict):
        return cards
    copied = dict(cards)
    if list in set(map(type, copied.values())):
        return copied, [(held, list(held)) for held in copied.values() if isinstance(held, list)]
    return copied, []


FIXED = "HIERARCH ASTRO METADATA FIX"
"""How the keywords begin that the peer adds when it has corrected a header."""


def _same(cards: Any, kept: Any) -> bool:
    """Whether a header is as it was, but for what the peer adds to it.

    The values of a dict must be the same objects: 1 and True are equal, and mean different things.
    """
    if isinstance(cards, dict):
        if not isinstance(kept, tuple) or len(cards) < len(kept[0]):
            return False
        before, lists = kept
        return (all(map(is_, cards.values(), before.values())) and all(map(is_, cards, before))
                and all(key.startswith(FIXED) for key in islice(cards, len(before), None))
                and all(len(held) == len(was) and all(map(is_, held, was)) for held, was in lists))
    try:
        return type(cards) is type(kept) and bool(cards == kept)
    except Exception:
        # Values that do not compare, such as arrays of numpy.
        return False
