"""What a header can be in Python, and how it goes over to the library: as 80-byte cards, or as typed fields."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

_log = logging.getLogger("obskit")

KINDS = "a mapping, an astropy or fitsio header, or bytes of 80-byte cards"


def wire(header: Any) -> Any:
    """The header as one of the two forms that go over.

    Parameters
    ----------
    header
        A mapping, an `astropy.io.fits.Header`, a ``FITSHDR`` of fitsio, a ``PropertyList`` or bytes.

    Returns
    -------
    wire
        Bytes-like cards, a `dict`, or a list of pairs of keyword and value.

    Raises
    ------
    TypeError
        Where it is something else.
    """
    if isinstance(header, (dict, bytes, bytearray, memoryview)):
        return header
    if hasattr(header, "tostring") and hasattr(header, "cards"):
        return _astropy(header)
    if hasattr(header, "records"):
        return [(one["name"], one["value"]) for one in header.records() if one.get("name")]
    if hasattr(header, "toOrderedDict"):
        return dict(header.toOrderedDict())
    if isinstance(header, Mapping) or (hasattr(header, "items") and hasattr(header, "__getitem__")):
        return list(header.items())
    if hasattr(header, "read"):
        raise TypeError(f"a header is {KINDS}; for a file that is open, call translate_file")
    try:
        return memoryview(header).cast("B")
    except TypeError:
        raise TypeError(f"a header is {KINDS}, not {type(header).__name__}") from None


def _astropy(header: Any) -> Any:
    try:
        return header.tostring(sep="", endcard=True, padding=False).encode("ascii")
    except Exception:
        # A card that astropy would not write: what it holds still goes over, value by value.
        return list(_readable(header))


def _readable(header: Any) -> Iterator[tuple[str, Any]]:
    for place, card in enumerate(header.cards):
        try:
            keyword, value = card.keyword, card.value
        except Exception as error:
            _log.warning("card %d of the header is left out, since astropy cannot read it: %s", place, error)
            continue
        yield keyword, value


def plain(value: Any) -> Any:
    """A value of a card as None, bool, int, float, str or a list of these.

    Numbers of numpy become Python's; what a card cannot hold, such as a mapping, becomes None.

    Raises
    ------
    TypeError
        Where it is none of these.
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (bytes, bytearray)):
        return value.decode("ascii", "replace")
    if isinstance(value, Mapping):
        return None
    item = getattr(value, "item", None)
    if item is not None and getattr(value, "shape", None) == ():
        return plain(item())
    if type(value).__name__ in ("Undefined", "_HeaderCommentaryCards"):
        return None
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if hasattr(value, "__index__"):
        return value.__index__()
    if hasattr(value, "__float__"):
        return float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"a card has no value of type {type(value).__name__}")
