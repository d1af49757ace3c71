"""The peer's functions and classes around ObservationInfo."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterable, Mapping
from typing import IO, Any

import astro_metadata_translator as peer

from ._info import ObservationInfo


class ObservationGroup(peer.ObservationGroup):  # type: ignore[misc, unused-ignore]
    """A list of observations that can be sorted and summed up, as the peer's class of this name."""

    def _coerce_value(self, value: Any, translator_class: Any = None, pedantic: bool | None = None) -> Any:
        if value is None:
            raise ValueError("An ObservationGroup cannot contain 'None'")
        if isinstance(value, (ObservationInfo, peer.ObservationInfo)):
            return value
        try:
            if not hasattr(value, "items"):
                raise TypeError(f"a {type(value).__name__} is no header")
            header = value if hasattr(value, "__setitem__") else dict(value.items())
            return ObservationInfo(header, translator_class=translator_class, pedantic=bool(pedantic))
        except Exception as error:
            raise ValueError("Could not convert value to ObservationInfo") from error

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            self._members[index] = [self._coerce_value(one) for one in value]
        else:
            self._members[index] = self._coerce_value(value)
        self._sorted = None

    @classmethod
    def from_simple(cls, simple: Iterable[Mapping[str, Any]]) -> ObservationGroup:
        """The group of what `to_simple` gave."""
        members: Any = [ObservationInfo.from_simple(one) for one in simple]
        return cls(members)


def read_file_info(
    file: Any, hdrnum: int, print_trace: bool | None = None, content_mode: str = "translated", content_type: str = "simple",
    outstream: IO[str] | None = None,
) -> Any:
    """Reads a header of a file, and translates it.

    Parameters
    ----------
    file : `str`
    hdrnum : `int`
        The HDU whose header is merged with the primary one.
    print_trace : `bool`, optional
        Whether a failure is printed with its traceback, in a line, or raised where it is `None`.
    content_mode : `str`
        ``translated``, or ``metadata`` for the header as it is.
    content_type : `str`
        ``simple`` for a `dict`, ``json`` for a text, ``native`` for an `ObservationInfo`.
    outstream : file, optional
        Takes what is printed.

    Returns
    -------
    info : `dict`, `str`, `ObservationInfo` or `None`
        `None` where it failed and that was printed.
    """
    if content_mode not in ("metadata", "translated"):
        raise ValueError(f"content_mode is metadata or translated, not {content_mode}")
    if content_type not in ("native", "simple", "json"):
        raise ValueError(f"content_type is native, simple or json, not {content_type}")
    from astro_metadata_translator.file_helpers import read_basic_metadata_from_file

    try:
        header = read_basic_metadata_from_file(file, hdrnum, can_raise=print_trace is None)
        if header is None:
            return None
        if content_mode == "metadata":
            return json.dumps({**dict(header), "__CONTENT__": content_mode}) if content_type == "json" else header
        info = ObservationInfo(header, pedantic=True, filename=file)
        if content_type == "native":
            return info
        simple = info.to_simple()
        return simple if content_type == "simple" else json.dumps({**simple, "__CONTENT__": content_mode})
    except Exception as error:
        if print_trace is None:
            raise
        print(traceback.format_exc() if print_trace else repr(error), file=outstream)
        return None


def process_header_files(files: Iterable[Any], *arguments: Any, **options: Any) -> Any:
    """Prints tables or texts of many files, as the peer's command ``astrometadata translate`` does, with ObsKit behind it."""
    from astro_metadata_translator.bin.translate import translate_or_dump_headers

    return translate_or_dump_headers(list(files), *arguments, **options)
