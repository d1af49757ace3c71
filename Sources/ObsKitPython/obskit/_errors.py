"""The exceptions of the package."""

from __future__ import annotations

from typing import Any

from . import _declarations as c


class ObsKitError(ValueError):
    """A call that failed.

    Parameters
    ----------
    message : `str`
        What was found, where, and what to do.
    code : `str`
        A stable name for programs, such as ``unknown-detector``.
    diagnostics : `list` of `dict`, optional
        All that was noticed: severity, code, message, hint, file, line, column.
    """

    def __init__(self, message: str, code: str = "error", diagnostics: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.diagnostics = diagnostics if diagnostics is not None else []

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.code, self.diagnostics)


class UnknownInstrument(ObsKitError):
    """No instrument recognizes the header, or there is none of the name."""


class AmbiguousInstrument(ObsKitError):
    """Several instruments recognize the header, or several things have the name."""


class NotFound(ObsKitError, LookupError):
    """There is no such file, detector, frame, kind or calibration."""


class Unreadable(ObsKitError, OSError):
    """The system, or the reader of the caller, could not read."""

    # OSError makes its instances in its own way, from an errno; here a message is the first argument.
    def __new__(cls, message: str, *_: Any) -> Unreadable:
        return OSError.__new__(cls, message)

    def __init__(self, message: str, code: str = "unreadable", diagnostics: list[dict[str, Any]] | None = None) -> None:
        OSError.__init__(self, message)
        ObsKitError.__init__(self, message, code, diagnostics)

    def __str__(self) -> str:
        return self.message


class Unsupported(ObsKitError):
    """It needs a library that is not on this machine."""


_CLASSES = {
    c.OBK_NO_INSTRUMENT: UnknownInstrument,
    c.OBK_AMBIGUOUS: AmbiguousInstrument,
    c.OBK_NOT_FOUND: NotFound,
    c.OBK_UNREADABLE: Unreadable,
    c.OBK_UNSUPPORTED: Unsupported,
}


def failure(status: int, record: bytes | None) -> ObsKitError:
    """The exception of a call that returned a status.

    Parameters
    ----------
    status : `int`
        ``OBK_BAD_INPUT`` and the like.
    record : `bytes` or `None`
        What ``obk_error_json`` says.
    """
    from json import loads

    said = loads(record) if record else {}
    kind = _CLASSES.get(status, ObsKitError)
    return kind(said.get("message", f"the call failed with status {status}"), said.get("code", "error"),
                said.get("diagnostics", []))
