"""The peer's ObservationInfo with ObsKit behind it."""

from __future__ import annotations

import copy
import datetime
import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import Any

import astro_metadata_translator as peer
import numpy as np
from astro_metadata_translator import MetadataTranslator

from .._astropy import Rich
from .._errors import AmbiguousInstrument, ObsKitError, UnknownInstrument
from .._observation import Observation
from .._properties import PROPERTIES
from ._answer import FIXED, Answer, answer
from ._translators import translators, write_back

_log = logging.getLogger("astro_metadata_translator.observationInfo")
_NAMES = frozenset(PROPERTIES)
_SENTINEL = f"{FIXED} MODIFIED"
# astropy keeps the card without its first word.
_SHORT = _SENTINEL.removeprefix("HIERARCH ")


def _is_fixed(header: Mapping[str, Any]) -> bool:
    return _SENTINEL in header or _SHORT in header


def _own_corrections(header: MutableMapping[str, Any], found: Answer, search_path: Any) -> str | None:
    """Lays a file of corrections of the user's over a header; gives its name."""
    paths = [search_path] if isinstance(search_path, str) else list(search_path or ())
    paths += filter(None, os.environ.get("METADATA_CORRECTIONS_PATH", "").split(os.pathsep))
    if not paths:
        return None
    instrument, label = found.observation.instrument, found.observation.observation_id
    if instrument is None or label is None:
        return None
    for folder in paths:
        file = os.path.join(folder, f"{instrument}-{label}.yaml")
        if not os.path.exists(file):
            continue
        import yaml

        with open(file, "rb") as stream:
            try:
                said = yaml.safe_load(stream)
            except yaml.YAMLError as error:
                raise ValueError(f"{file} is no YAML: {error}") from error
        if not isinstance(said, Mapping):
            if said is not None:
                raise ValueError(f"{file} holds no map of cards")
            continue
        header.update(said)
        return file
    return None


def _fixed(header: MutableMapping[str, Any], instrument: str | None, search_path: Any) -> tuple[Answer, bool]:
    """The answer to a header after corrections, which are written into it; and whether there were some."""
    found = answer(header, instrument)
    if _is_fixed(header):
        return found, bool(header.get(_SENTINEL, header.get(_SHORT)))
    file = _own_corrections(header, found, search_path)
    if file is not None:
        found = answer(header, instrument)
    modified = write_back(found, header)
    header[_SENTINEL] = modified or file is not None
    header[f"{FIXED} DATE"] = datetime.datetime.now().isoformat()
    if file is not None:
        header[f"{FIXED} FILE"] = file
    if modified:
        from .._library import library

        header[f"{FIXED} VERSION"] = library.obk_release().decode()
    return found, modified or file is not None


def fix_header(
    header: MutableMapping[str, Any], search_path: str | Sequence[str] | None = None,
    translator_class: type[MetadataTranslator] | None = None, filename: str | None = None,
) -> bool:
    """Writes known corrections into a header, in place.

    Parameters
    ----------
    header : `dict`-like
    search_path : `str` or `list` of `str`, optional
        Folders with correction files of the user's; those of ``METADATA_CORRECTIONS_PATH`` come after them.
    translator_class : `type`, optional
        The translator, without which it is found.
    filename : `str`, optional

    Returns
    -------
    fixed : `bool`
        Whether the header was changed.
    """
    instrument, foreign = _instrument(header, translator_class, filename)
    if foreign is not None:
        return bool(peer.fix_header(header, search_path, foreign, filename))
    try:
        return _fixed(header, instrument, search_path)[1]
    except (UnknownInstrument, AmbiguousInstrument):
        return False


def _instrument(
    header: Any, translator_class: Any, filename: str | None
) -> tuple[str | None, type[MetadataTranslator] | None]:
    """The instrument that a translator class stands for; or the class, where it is none of ObsKit's."""
    if translator_class is None:
        return None, None
    if not (isinstance(translator_class, type) and issubclass(translator_class, MetadataTranslator)):
        raise TypeError(f"Translator class must be a MetadataTranslator, not {translator_class}")
    known = translators.get(str(translator_class.name))
    if known is None or not (translator_class is known or translator_class.__module__.startswith(f"{peer.__name__}.translators")):
        return None, translator_class
    return getattr(known, "obskit_instrument", None), None


class _Value:
    """A property, whose value is made when it is asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.__doc__ = PROPERTIES[name].about

    def __get__(self, info: Any, owner: Any = None) -> Any:
        if info is None:
            return self
        made = info._get(self.name)
        info.__dict__[self.name] = made
        return made


class ObservationInfo:
    """What a header says, as the peer's class of this name has it; values of astropy are made when they are asked for.

    Parameters
    ----------
    header : `dict`-like, optional
        Corrections are written into it. Without it the keywords are values of properties.
    filename : `str`, optional
    translator_class : `type`, optional
        The translator, without which it is found. One that is none of ObsKit's translates as it does with the peer.
    pedantic : `bool`
        Whether a property that fails is an error, not a warning.
    search_path : iterable of `str`, optional
        Folders with correction files of the user's.
    required : `set` of `str`, optional
        Properties that must have a value.
    subset : `set` of `str`, optional
        The properties that are wanted; all without.
    quiet : `bool`
        Whether failures are logged as debugging messages, not as warnings.

    Raises
    ------
    ValueError
        Where no translator recognizes the header, or a property is asked for that there is not.
    KeyError
        Where a required property has no value, or one fails and ``pedantic`` is true.
    TypeError
        Where the translator class is none.
    """

    def __init__(
        self, header: MutableMapping[str, Any] | None = None, filename: Any = None,
        translator_class: type[MetadataTranslator] | None = None, pedantic: bool = False,
        search_path: Sequence[str] | None = None, required: set[str] | None = None, subset: set[str] | None = None,
        quiet: bool = False, **kwargs: Any,
    ) -> None:
        state = self.__dict__
        state.update(_amt=None, _header={}, _subset=None, _filename=None if filename is None else os.path.abspath(str(filename)))
        if header is None:
            state["_amt"] = peer.ObservationInfo(filename=filename, translator_class=translator_class, **kwargs)
            return
        if kwargs:
            raise TypeError(f"values of properties cannot be given with a header: {', '.join(kwargs)}")
        if subset is not None:
            if not subset:
                raise ValueError("Cannot request no properties be calculated.")
            self._check(subset, "Requested subset is not a subset of known properties. Got extra")
            state["_subset"] = frozenset(subset)
        self._check(required or (), "Requested required properties include unknowns")
        instrument, foreign = _instrument(header, translator_class, filename)
        found: Answer | None = None
        if foreign is None:
            try:
                found, _ = _fixed(header, instrument, search_path)
            except (UnknownInstrument, AmbiguousInstrument):
                # One that another package registered may know it; if none does, that is the ValueError of the peer.
                foreign = MetadataTranslator.determine_translator(header, filename=filename)
        if found is None:
            state["_amt"] = peer.ObservationInfo(
                header, filename=filename, translator_class=foreign, pedantic=pedantic, search_path=search_path,
                required=required, subset=subset, quiet=quiet)
            return
        state.update(_header=header, _answer=found, _rich=found.rich, observation=found.observation)
        self._report(found, pedantic, required or set(), quiet)

    @staticmethod
    def _check(names: Iterable[str], message: str) -> None:
        unknown = {name for name in names if name not in _NAMES}
        if unknown:
            raise ValueError(f"{message}: {unknown}")

    def _report(self, found: Answer, pedantic: bool, required: set[str], quiet: bool) -> None:
        """Raises or logs what has no value."""
        wanted = self.__dict__["_subset"] or _NAMES
        cls = translators.get(found.translator_name)
        place = f" and file {self._filename}" if self._filename else ""
        if found.observation.failed_bits:
            for name, reason in found.observation.failures.items():
                if name not in wanted:
                    continue
                message = f"Error calculating property '{name}' using translator {cls}{place}"
                if pedantic or name in required:
                    raise KeyError(message) from KeyError(reason)
                _log.log(logging.DEBUG if quiet else logging.WARNING, "Ignoring %s: %s", message, reason)
        for name in required:
            if name in wanted and getattr(found.observation, name) is None:
                raise KeyError(f"Calculation of required property {name} resulted in a value of None")

    @classmethod
    def _of(cls, observation: Observation) -> ObservationInfo:
        made = cls.__new__(cls)
        made.__dict__.update(_amt=None, _header={}, _subset=None, _filename=None, observation=observation,
                             _rich=Rich(observation), _answer=None)
        return made

    def _get(self, name: str) -> Any:
        amt, subset = self.__dict__["_amt"], self.__dict__["_subset"]
        if amt is not None:
            return getattr(amt, name)
        return None if subset is not None and name not in subset else self.__dict__["_rich"].get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _NAMES or name.startswith("ext_"):
            raise AttributeError(f"Attribute {name} is read-only")
        object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        # What is asked seldom is asked of the peer's class: to_flat_dict, edit_copy, model_dump and whatever comes.
        if name.startswith("_"):
            raise AttributeError(name)
        observation = self.__dict__.get("observation")
        if name.startswith("ext_") and observation is not None:
            return getattr(observation, name, None)
        return getattr(self.to_amt(), name)

    @property
    def filename(self) -> str | None:
        """The name of the file that was given."""
        name: str | None = self.__dict__["_filename"]
        return name

    @filename.setter
    def filename(self, name: str | None) -> None:
        self.__dict__["_filename"] = name

    @property
    def translator_name(self) -> str | None:
        """The name of the translator."""
        if self.__dict__["_amt"] is not None:
            named: str | None = self.__dict__["_amt"].translator_name
            return named
        return self.observation.translator  # type: ignore[no-any-return]

    @property
    def translator_class_name(self) -> str:
        """The name of the class of the translator."""
        if self.__dict__["_amt"] is not None:
            return str(self.__dict__["_amt"].translator_class_name)
        cls = translators.get(str(self.translator_name))
        return cls.__name__ if cls else "<None>"

    @property
    def all_properties(self) -> dict[str, Any]:
        """The definitions of all properties, as the peer has them."""
        return dict(peer.PROPERTIES)

    @property
    def cards_used(self) -> frozenset[str]:
        """The keywords of the cards that the values were made of."""
        if self.__dict__["_amt"] is not None:
            return frozenset(self.__dict__["_amt"].cards_used)
        return self.observation.cards_used  # type: ignore[no-any-return]

    def stripped_header(self) -> MutableMapping[str, Any]:
        """A copy of the header without the cards that were used."""
        if self.__dict__["_amt"] is not None:
            stripped: MutableMapping[str, Any] = self.__dict__["_amt"].stripped_header()
            return stripped
        header: MutableMapping[str, Any] = copy.copy(self.__dict__["_header"])
        for card in self.cards_used:
            if card in header:
                del header[card]
        return header

    def to_simple(self) -> dict[str, Any]:
        """The observation as a dict of plain values, without those that are None."""
        if self.__dict__["_amt"] is not None:
            return dict(self.__dict__["_amt"].to_simple())
        subset = self.__dict__["_subset"]
        return {name: tuple(held) if isinstance(held, list) else held for name, held in self.observation.to_dict().items()
                if held is not None and (subset is None or name in subset or name == "_translator")}

    def to_json(self) -> str:
        """The text of `to_simple`."""
        return json.dumps(self.to_simple())

    @classmethod
    def from_simple(cls, simple: Mapping[str, Any]) -> ObservationInfo:
        """The observation of a dict that `to_simple` gave."""
        return cls._of(Observation.from_dict(dict(simple)))

    @classmethod
    def from_json(cls, text: str) -> ObservationInfo:
        """The observation of a text that `to_json` gave."""
        return cls.from_simple(json.loads(text))

    @classmethod
    def from_header(cls, header: MutableMapping[str, Any], **options: Any) -> ObservationInfo:
        """Translates a header; options as of the class."""
        return cls(header, **options)

    @classmethod
    def makeObservationInfo(cls, **options: Any) -> ObservationInfo:  # noqa: N802
        """An observation of given values."""
        made = cls.__new__(cls)
        made.__dict__.update(_amt=peer.makeObservationInfo(**options), _header={}, _subset=None, _filename=None)
        return made

    def to_amt(self) -> peer.ObservationInfo:
        """The observation as the peer's own class has it, for code that asks for its type."""
        if self.__dict__["_amt"] is not None:
            given: peer.ObservationInfo = self.__dict__["_amt"]
            return given
        values = {name: held for name in PROPERTIES if (held := getattr(self, name)) is not None}
        cls = translators.get(str(self.translator_name))
        made = peer.ObservationInfo(filename=self.filename, translator_class=cls, **values)
        made._header = self.__dict__["_header"]
        if cls is not None and made._header:
            made._translator = cls(made._header, filename=self.filename)
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (ObservationInfo, peer.ObservationInfo)):
            return NotImplemented
        mine, theirs = self.to_simple(), dict(other.to_simple())
        return all(_alike(mine[name], theirs[name]) for name in mine.keys() & theirs.keys() - {"_translator"})

    __hash__ = None  # type: ignore[assignment]

    def _before(self, other: Any, holds: Callable[[Any, Any], bool]) -> Any:
        if not isinstance(other, (ObservationInfo, peer.ObservationInfo)):
            return NotImplemented
        if self.datetime_begin is None or other.datetime_begin is None:
            raise TypeError("Cannot compare ObservationInfo without datetime_begin values")
        return bool(holds(self.datetime_begin, other.datetime_begin))

    def __lt__(self, other: Any) -> Any:
        return self._before(other, lambda one, two: one < two)

    def __gt__(self, other: Any) -> Any:
        return self._before(other, lambda one, two: one > two)

    def __str__(self) -> str:
        first = ("instrument", "telescope", "datetime_begin")
        names = [*first, *sorted(_NAMES - set(first))]
        return "".join(f"{name}: {getattr(getattr(self, name), 'isot', getattr(self, name))}\n" for name in names)

    def __repr__(self) -> str:
        return f"<ObservationInfo {self.instrument} {self.observation_id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if self.__dict__["_amt"] is not None:
            return _of_amt, (self.__dict__["_amt"],)
        return _of_values, (self.observation, self.__dict__["_rich"].manner, self.__dict__["_subset"], self.filename)


for _property in PROPERTIES:
    setattr(ObservationInfo, _property, _Value(_property))


def _alike(one: Any, other: Any) -> bool:
    if one == other:
        return True
    numbers = (float, tuple, list)
    return isinstance(one, numbers) and isinstance(other, numbers) and np.shape(one) == np.shape(other) and bool(
        np.allclose(one, other, equal_nan=True))


def _of_amt(amt: Any) -> ObservationInfo:
    made = ObservationInfo.__new__(ObservationInfo)
    made.__dict__.update(_amt=amt, _header={}, _subset=None, _filename=amt.filename)
    return made


def _of_values(observation: Observation, manner: Any, subset: Any, filename: str | None) -> ObservationInfo:
    made = ObservationInfo._of(observation)
    made.__dict__.update(_rich=Rich(observation, manner), _subset=subset, _filename=filename)
    return made


def makeObservationInfo(**options: Any) -> ObservationInfo:  # noqa: N802
    """An observation of given values."""
    return ObservationInfo.makeObservationInfo(**options)
