"""The translators of ObsKit among those of the peer: a class for each instrument."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, MutableMapping
from typing import Any

import astro_metadata_translator as peer
from astro_metadata_translator import MetadataTranslator
from astropy.time import Time, TimeDelta

from .. import _files
from .._catalog import default
from .._errors import ObsKitError
from .._library import library
from .._properties import PROPERTIES
from ._answer import Answer, answer, translator_name

_log = logging.getLogger("astro_metadata_translator.translator")


class _Methods:
    """What a translator of the peer is asked, answered by ObsKit. It stands before MetadataTranslator."""

    obskit_instrument: str | None = None
    default_resource_root = None

    @classmethod
    def can_translate(cls, header: Any, filename: str | None = None) -> bool:
        """Whether ObsKit takes the header for this instrument."""
        try:
            return answer(header).instrument == cls.obskit_instrument
        except (ObsKitError, TypeError):
            return False

    @property
    def _answer(self) -> Answer:
        # As the peer's own translators, one of these keeps what it found for its header.
        state = self.__dict__
        if "_found" not in state:
            state["_found"] = answer(state["_header"], self.obskit_instrument)
        found: Answer = state["_found"]
        return found

    @classmethod
    def fix_header(cls, header: MutableMapping[str, Any], instrument: str, obsid: str, filename: str | None = None) -> bool:
        """Writes the corrections into the header, in place."""
        return write_back(answer(header, cls.obskit_instrument), header)

    def cards_used(self) -> frozenset[str]:
        """The keywords of the cards that the values were made of."""
        return self._answer.observation.cards_used

    @classmethod
    def translator_version(cls) -> str:
        """The release of ObsKit."""
        return str(library.obk_release().decode())

    @classmethod
    def determine_translatable_headers(cls, filename: Any, primary: Any = None) -> Iterator[Any]:
        """The header of each detector of a file, after corrections."""
        from astropy.io.fits import Header

        for one in _files.translated(default().handle.address, _name(filename), cls.obskit_instrument, 0):
            yield Header.fromstring(one.fixed_cards())

    @classmethod
    def observing_date_to_offset(cls, observing_date: Time) -> TimeDelta | None:
        """What is taken from a date before its day is the observing day, as the package of the instrument has it."""
        header = {"DATE-OBS": observing_date.utc.isot, "DATE-BEG": observing_date.utc.isot, "TIMESYS": "UTC",
                  "MJD-OBS": observing_date.utc.mjd, "MJD-BEG": observing_date.utc.mjd, "TELCODE": "MT"}
        return answer(header, cls.obskit_instrument).rich.get("observing_day_offset")


def _name(filename: Any) -> Any:
    return getattr(filename, "ospath", filename)


def write_back(found: Answer, header: MutableMapping[str, Any]) -> bool:
    """Writes the corrections of an answer into a header, in place: cards are changed, added and taken away.

    Returns
    -------
    modified : `bool`
    """
    changes = found.changes()
    for card, value, kept in changes:
        if kept:
            header[card] = value
        elif card in header:
            del header[card]
    return bool(changes)


def _method(name: str) -> Any:
    def to_property(self: Any) -> Any:
        found = self._answer
        value = found.rich.get(name)
        if value is None and found.failed(name):
            raise KeyError(found.observation.failures.get(name, f"{name} has no value"))
        return value

    to_property.__name__ = f"to_{name}"
    to_property.__doc__ = PROPERTIES[name].about
    return to_property


for _property in PROPERTIES:
    setattr(_Methods, f"to_{_property}", _method(_property))

translators: dict[str, type[MetadataTranslator]] = {}
"""The classes by the names of the translators."""


class _Replaced(logging.Filter):
    """Keeps the peer from warning that a translator is replaced: that is what was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "Replacing" not in str(record.msg)


def register() -> dict[str, type[MetadataTranslator]]:
    """Puts the translators of ObsKit among those of the peer, in the place of those of the same name.

    Whoever imports others of these names afterwards, such as lsst.obs.lsst, replaces them again; call it again then.
    """
    quiet = _Replaced()
    loggers = [_log, logging.getLogger("astro_metadata_translator")]
    for logger in loggers:
        logger.addFilter(quiet)
    try:
        for instrument in default().instruments():
            name = translator_name(instrument)
            if name in translators:
                MetadataTranslator.translators[name] = translators[name]
                continue
            word = re.sub(r"\W", "", instrument)
            translators[name] = type(
                f"{word}Translator", (_Methods, MetadataTranslator),
                {"name": name, "supported_instrument": instrument, "obskit_instrument": instrument, "__module__": __name__,
                 "__doc__": f"Translates headers of {instrument} by ObsKit."})
    finally:
        for logger in loggers:
            logger.removeFilter(quiet)
    return translators


_installed: dict[tuple[type, str], Any] = {}
_NAMES = ("can_translate", "fix_header", "cards_used", "translator_version", "determine_translatable_headers",
          "observing_date_to_offset", "default_resource_root", "_answer", *(f"to_{name}" for name in PROPERTIES))
_ABSENT = object()


def install() -> None:
    """Puts ObsKit behind the classes of the peer itself, such as ``DecamTranslator``, which tests and pipelines name.

    Classes of other packages that derive from them are left alone only where they define what they need themselves; see
    `uninstall`.
    """
    register()
    for cls in _classes_of_peer():
        for name in _NAMES:
            if (cls, name) not in _installed:
                _installed[cls, name] = cls.__dict__.get(name, _ABSENT)
            setattr(cls, name, _Methods.__dict__[name])
        cls.obskit_instrument = getattr(translators[str(cls.name)], "obskit_instrument")  # noqa: B009


def uninstall() -> None:
    """Takes back what `install` did."""
    for (cls, name), before in _installed.items():
        if before is _ABSENT:
            delattr(cls, name)
        else:
            setattr(cls, name, before)
    for cls in {cls for cls, _ in _installed}:
        del cls.obskit_instrument  # type: ignore[attr-defined]
    _installed.clear()


def _classes_of_peer() -> list[Any]:
    from astro_metadata_translator import translators as module

    found = (getattr(module, name) for name in dir(module))
    return [cls for cls in found if isinstance(cls, type) and issubclass(cls, MetadataTranslator)
            and cls.name in translators and cls.__module__.startswith(peer.__name__ + ".")]
