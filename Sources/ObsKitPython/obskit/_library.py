"""The C library: loads it, checks it, and calls its functions. Nothing else of the package knows how a call is made."""

from __future__ import annotations

import os
from ctypes import CDLL, byref, c_char_p, c_void_p, cast, sizeof
from typing import Any

from . import _declarations as c
from ._errors import ObsKitError, failure

PATH = os.path.join(os.path.dirname(__file__), "libobskit.so.1")
"""The library, which lies beside this file."""


class _Library(CDLL):
    """Functions get their types when they are asked for: a program needs few of them."""

    def __getattr__(self, name: str) -> Any:
        function: Any = super().__getattr__(name)
        function.restype, function.argtypes = c.FUNCTIONS[name]
        return function


def _load() -> _Library:
    if not os.path.exists(PATH):
        raise ImportError(f"{PATH} is missing; Scripts/wheel builds a wheel that has it")
    library = _Library(PATH)
    found, wanted = library.obk_abi_version(), c.OBK_ABI_VERSION
    if found >> 16 != wanted >> 16 or found < wanted:
        raise ImportError(f"{PATH} has version {found:#x} of its interface, and {wanted:#x} is wanted; install the package anew")
    return library


library = _load()


def check(status: int, error: c_void_p) -> None:
    """Raises what a call says that failed."""
    if status:
        record = library.obk_error_json(error)
        library.obk_error_free(error)
        raise failure(status, record)


def call(function: str, *arguments: Any) -> None:
    """Calls a function whose last argument is the place of its error.

    Raises
    ------
    ObsKitError
        Where the function says that it failed.
    """
    error = c_void_p()
    check(getattr(library, function)(*arguments, byref(error)), error)


def text(function: str, *arguments: Any) -> str:
    """Calls a function that gives a text."""
    place = c_void_p()
    call(function, *arguments, byref(place))
    return taken(place.value)


def taken(address: int | None) -> str:
    """A text that the library hands over; it is freed."""
    if not address:
        return ""
    try:
        return (cast(address, c_char_p).value or b"").decode("utf-8", "surrogateescape")
    finally:
        library.obk_free(address)


def record(function: str, *arguments: Any) -> Any:
    """Calls a function that gives JSON, and reads it."""
    # Late: many programs never read JSON.
    from json import loads

    return loads(text(function, *arguments))


def sized(struct: Any) -> Any:
    """A struct that knows its size."""
    made = struct()
    made.size = sizeof(struct)
    return made


class Handle:
    """Owns something of the library, and frees it."""

    __slots__ = ("__weakref__", "_free", "address")

    def __init__(self, address: int, free: Any) -> None:
        self.address = address
        self._free = free

    def __del__(self) -> None:
        if self.address:
            self._free(self.address)
            self.address = 0

    def close(self) -> None:
        """Frees what it owns now; a second time does nothing."""
        self.__del__()

    def __reduce__(self) -> Any:
        raise TypeError("a handle of the C library cannot go to another process")


def new(kind: str, function: str, *arguments: Any) -> Handle:
    """Calls a function that gives a handle of a kind, such as ``camera``."""
    place = c_void_p()
    call(function, *arguments, byref(place))
    return Handle(place.value or 0, getattr(library, f"obk_{kind}_free"))


def names(items: Any) -> Any:
    """A list of texts or file names as C has it, which NULL ends; None for None."""
    if items is None:
        return None
    encoded = [os.fsencode(item) for item in items]
    return (c_char_p * (len(encoded) + 1))(*encoded, None)


def encoded(value: str | None, what: str) -> bytes | None:
    """A text as the library takes it."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(f"{what} is a text, not {type(value).__name__}")
    if "\0" in value:
        raise ObsKitError(f"{what} has a NUL in it: {value!r}", "bad-argument")
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise ObsKitError(f"{what} is no text of Unicode: {value!r}", "bad-argument") from None


def path(name: Any) -> bytes:
    """The name of a file as the system has it."""
    given = os.fsencode(name)
    if b"\0" in given:
        raise ObsKitError(f"the name of a file has a NUL in it: {name!r}", "bad-argument")
    return given
