"""The properties of observations, as the library lists them, and the calls that are made for every header."""

from __future__ import annotations

import os
import sys
from typing import Any, NamedTuple

from . import _declarations as c
from . import _headers
from ._errors import failure
from ._library import library
from ._time import Instant


class Property(NamedTuple):
    """A property of observations."""

    number: int
    name: str
    kind: int
    unit: str
    about: str


PROPERTIES: dict[str, Property] = {
    (name := library.obk_property_name(number).decode()): Property(
        number, sys.intern(name), library.obk_property_kind(number), library.obk_property_unit(number).decode(),
        library.obk_property_about(number).decode())
    for number in range(library.obk_property_count())
}
"""All properties by their names, in the order of their numbers."""


def _choose() -> Any:
    if os.environ.get("OBSKIT_PYTHON_CALLS") != "ctypes":
        try:
            from . import _accelerator  # type: ignore[attr-defined, unused-ignore]

            return _accelerator
        except ImportError:
            pass
    from . import _calls

    return _calls


calls = _choose()
"""The compiled module, or what stands in for it."""
calls.setup(failure, _headers.plain, tuple(PROPERTIES), tuple(one.kind for one in PROPERTIES.values()), Instant)


def mask(names: Any) -> int:
    """The bits of properties; 0 for all.

    Raises
    ------
    ValueError
        Where there is no such property.
    """
    bits = 0
    for name in (names,) if isinstance(names, str) else names or ():
        if name not in PROPERTIES:
            from difflib import get_close_matches

            near = get_close_matches(str(name), PROPERTIES, 1)
            raise ValueError(f"there is no property {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
        bits |= 1 << PROPERTIES[name].number
    return bits


FLAGS = {
    "defaulted": c.OBK_DEFAULTED, "clipped": c.OBK_CLIPPED, "cast": c.OBK_CAST, "repeated": c.OBK_REPEATED,
    "fallback": c.OBK_FALLBACK,
}
