"""The calls that are made for every header, by ctypes. Where the compiled module _accelerator is there, it stands in for this one."""

from __future__ import annotations

from ctypes import byref, c_char_p, c_void_p
from typing import Any

from . import _declarations as c
from ._library import check, library, sized
from ._time import Instant

_state: dict[str, Any] = {}


def setup(failure: Any, plain: Any, names: tuple[str, ...], kinds: tuple[int, ...], instant: Any) -> None:
    """Takes what the calls need of the package; the type of times is known here."""
    _state.update(failure=failure, plain=plain, properties=tuple(zip(names, kinds, strict=True)))


def _refusal(message: str) -> Exception:
    refusal: Exception = _state["failure"](c.OBK_BAD_CALL, b'{"code": "bad-argument", "message": "%s"}' % message.encode())
    return refusal


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise _refusal("a card has a text that is no Unicode") from None


def _add(fields: list[Any], keyword: bytes, value: Any) -> None:
    if isinstance(value, (list, tuple)):
        for one in value:
            _add(fields, keyword, one)
        return
    field = c.obk_field(keyword=keyword, keyword_length=len(keyword))
    if isinstance(value, str):
        text = _utf8(value)
        field.kind, field.value.text, field.text_length = c.OBK_TEXT, text, len(text)
    elif isinstance(value, bool):
        field.kind, field.value.integer = c.OBK_BOOLEAN, value
    elif isinstance(value, float):
        field.kind, field.value.real = c.OBK_REAL, value
    elif isinstance(value, int):
        if -(2**63) <= value < 2**63:
            field.kind, field.value.integer = c.OBK_INTEGER, value
        else:
            try:
                digits = str(value).encode()
            except ValueError:
                # Python itself writes no more than 4,300 digits.
                raise _refusal("a card has a whole number that is too large") from None
            field.kind, field.value.text, field.text_length = c.OBK_DIGITS, digits, len(digits)
    elif value is None:
        field.kind = c.OBK_UNDEFINED
    else:
        _add(fields, keyword, _state["plain"](value))
        return
    fields.append(field)


def _fields(header: Any) -> Any:
    fields: list[Any] = []
    for keyword, value in header.items() if isinstance(header, dict) else header:
        if not isinstance(keyword, str):
            raise TypeError(f"the keyword of a card is a text, not {keyword!r}")
        _add(fields, _utf8(keyword), value)
    return (c.obk_field * len(fields))(*fields)


def _run(function: str, catalog: int, header: Any, *rest: Any) -> None:
    error = c_void_p()
    if isinstance(header, (dict, list)):
        fields = _fields(header)
        check(getattr(library, f"{function}_fields")(catalog, fields, len(fields), *rest, byref(error)), error)
    else:
        cards = bytes(memoryview(header).cast("B"))
        check(getattr(library, f"{function}_cards")(catalog, cards, len(cards), *rest, byref(error)), error)


def _options(instrument: bytes | None, mask: int) -> Any:
    options = sized(c.obk_translate_options)
    options.instrument, options.properties = instrument, mask
    return options


def translate(catalog: int, header: Any, instrument: bytes | None, mask: int) -> int:
    """Translates a header; gives the handle of an observation."""
    place = c_void_p()
    _run("obk_translate", catalog, header, byref(_options(instrument, mask)), byref(place))
    return place.value or 0


def identify(catalog: int, header: Any) -> str:
    """The instrument of a header."""
    place = c_char_p()
    _run("obk_identify", catalog, header, byref(place))
    return (place.value or b"").decode()


def translate_file(catalog: int, path: bytes, instrument: bytes | None, mask: int) -> list[int]:
    """Translates a file; gives the handles of its observations."""
    return observations("obk_translate_file", catalog, path, instrument=instrument, mask=mask)


def observations(function: str, *arguments: Any, instrument: bytes | None, mask: int) -> list[int]:
    """Calls a function that gives observations to a callback; gives their handles."""
    kept: list[int] = []

    def keep(observation: int, _: Any) -> int:
        own = library.obk_observation_retain(observation)
        if own:
            kept.append(own)
        return 0 if own else 1

    error = c_void_p()
    try:
        check(getattr(library, function)(*arguments, byref(_options(instrument, mask)), c.obk_observer(keep), None, byref(error)), error)
    except BaseException:
        for handle in kept:
            library.obk_observation_free(handle)
        raise
    return kept


def value(kind: int, held: Any) -> Any:
    """The value of an ``obk_value`` of a kind."""
    match kind:
        case c.OBK_TEXT:
            return (held.text or b"").decode()
        case c.OBK_INTEGER:
            return held.integer
        case c.OBK_REAL:
            return held.real
        case c.OBK_BOOLEAN:
            return held.integer != 0
        case c.OBK_INSTANT:
            return Instant(held.integer)
        case c.OBK_SKY | c.OBK_HORIZONTAL:
            return tuple(held.pair)
        case c.OBK_PLACE:
            return tuple(held.place)
    return None


def values(handle: int, target: dict[str, Any]) -> tuple[int, int]:
    """Puts the values of all properties into a dict; gives the masks of those that failed and of those that are flagged."""
    all_ = sized(c.obk_values)
    status = library.obk_get_all(handle, byref(all_))
    if status:
        raise _state["failure"](status, None)
    for number, (name, kind) in enumerate(_state["properties"]):
        target[name] = value(kind, all_.value[number]) if all_.present >> number & 1 else None
    return all_.failed, all_.flagged
