"""What a header says."""

from __future__ import annotations

from ctypes import byref, c_size_t, create_string_buffer
from typing import Any

from . import _declarations as c
from ._calls import value
from ._errors import ObsKitError
from ._library import Handle, call, library, record, sized
from ._properties import FLAGS, PROPERTIES, Property, calls
from ._time import Instant
from ._values import Values

_STATUS = {c.OBK_SOUND: "ok", c.OBK_FLAWED: "flawed", c.OBK_FAILED: "failed"}


class Observation(Values):
    """What a header says: 40 properties, those of the instrument's own, and all that was decided on the way.

    A property that the header does not say is `None`; `failures` has those that should be there and are not. Observations are
    made by `translate` and its like, compare by their values, and can be sent to other processes.
    """

    def __init__(self, address: int) -> None:
        self.__dict__["_handle"] = Handle(address, library.obk_observation_free)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"an observation does not change; {name} cannot be set")

    # ---- What it is made of

    @property
    def handle(self) -> Handle:
        """What the C library has of it.

        Raises
        ------
        ObsKitError
            Where the observation came from another process or from `from_dict`, and has its values alone.
        """
        handle: Handle | None = self.__dict__["_handle"]
        if handle is None:
            raise ObsKitError("the observation has its values alone, for it came from another process or from a dict; "
                              "translate its header again", "values-alone")
        return handle

    def _take(self) -> None:
        state = self.__dict__
        state["_failed"], state["_flagged"] = calls.values(self.handle.address, state)

    @property
    def _record(self) -> dict[str, Any]:
        state = self.__dict__
        if "_json" not in state:
            state["_json"] = record("obk_observation_json", self.handle.address, 0)
        made: dict[str, Any] = state["_json"]
        return made

    def __getattr__(self, name: str) -> Any:
        if name.startswith("ext_") and name[4:] in self.extensions:
            return self.extensions[name[4:]]
        raise AttributeError(f"an observation has no {name}")

    # ---- How it was found

    @property
    def translator(self) -> str:
        """The name of the translator in the wire form: that of the instrument's package."""
        name: str = self._record["translator"]
        return name

    @property
    def path(self) -> str:
        """The file, as the call named it; empty for a header that was given by itself."""
        if self.__dict__["_handle"] is None:
            source: str = self._record["source"]
            return source
        return (library.obk_observation_source(self.handle.address) or b"").decode("utf-8", "surrogateescape")

    @property
    def hdu(self) -> int:
        """The index of the HDU, 0 is the primary; -1 of a header that was given by itself."""
        if self.__dict__["_handle"] is None:
            return int(self._record["hdu"])
        return int(library.obk_observation_hdu(self.handle.address))

    @property
    def hdu_name(self) -> str:
        """The name of the HDU; empty where it has none."""
        return str(self._record.get("hdu_name", ""))

    @property
    def status(self) -> str:
        """How sound it is: ``ok``, ``flawed`` where somebody should look, ``failed`` where a required property is missing."""
        if self.__dict__["_handle"] is None:
            return str(self._record["status"])
        return _STATUS[library.obk_observation_soundness(self.handle.address)]

    @property
    def failures(self) -> dict[str, str]:
        """Why properties have no value though they should, by their names."""
        return dict(self._record["failures"])

    @property
    def failed_bits(self) -> int:
        """The bit of each property that has no value though it should; this is faster than `failures`."""
        state = self.__dict__
        if "_failed" not in state:
            if state["_handle"] is None:
                return sum(1 << PROPERTIES[name].number for name in self.failures if name in PROPERTIES)
            self._take()
        bits: int = state["_failed"]
        return bits

    @property
    def flags(self) -> dict[str, list[str]]:
        """What happened to values on their way, such as ``defaulted`` or ``clipped``, by the names of the properties."""
        return {name: list(words) for name, words in self._record["flags"].items()}

    def flagged(self, name: str) -> list[str]:
        """What happened to the value of one property."""
        if self.__dict__["_handle"] is None:
            return self.flags.get(name, [])
        bits = library.obk_observation_flags(self.handle.address, PROPERTIES[name].number)
        return [word for word, bit in FLAGS.items() if bits & bit]

    @property
    def catalog_name(self) -> str:
        """The name of its instrument in the catalog, which may be another than the property `instrument`."""
        if self.__dict__["_handle"] is None:
            return str(self._record["instrument"])
        return str(library.obk_observation_instrument(self.handle.address).decode())

    @property
    def correction_count(self) -> int:
        """How many corrections changed its header."""
        if self.__dict__["_handle"] is None:
            return len(self._record["corrections"])
        return int(library.obk_observation_correction_count(self.handle.address))

    @property
    def corrections(self) -> list[list[Any]]:
        """The cards that corrections changed: keyword, new value or `None`, and whether the header still has the card."""
        changes = [change for one in self._record["corrections"] for change in one["changes"]]
        if not changes:
            return []
        if "_kept" not in self.__dict__:
            self.__dict__["_kept"] = _keywords(self.fixed_cards())
        return [[change["card"], card_value(change["after"]), change["card"] in self.__dict__["_kept"]] for change in changes]

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        """What was noticed: severity, code, message, hint and place."""
        return list(self._record["diagnostics"])

    @property
    def record(self) -> dict[str, Any]:
        """Everything about it, as a line of ``obskit translate --format ndjson``."""
        return dict(self._record)

    @property
    def cards_used(self) -> frozenset[str]:
        """The keywords of the cards that the values were made of."""
        state = self.__dict__
        if "_used" not in state:
            state["_used"] = frozenset(record("obk_observation_cards_used", self.handle.address))
        used: frozenset[str] = state["_used"]
        return used

    @property
    def extensions(self) -> dict[str, Any]:
        """The properties of the instrument's own, by their names without ``ext_``."""
        state = self.__dict__
        if "_extensions" not in state:
            state["_extensions"] = dict(self._each_extension())
        return dict(state["_extensions"])

    def _each_extension(self) -> Any:
        handle = self.handle.address
        for index in range(library.obk_observation_extension_count(handle)):
            one = sized(c.obk_extension)
            if library.obk_observation_extension(handle, index, byref(one)) == c.OBK_OK:
                yield one.name.decode(), value(one.kind, one.value)

    def explain(self, name: str) -> dict[str, Any]:
        """The cards and the rule that gave the value of a property."""
        if name not in PROPERTIES:
            raise ValueError(f"there is no property {name!r}")
        told: dict[str, Any] = record("obk_observation_json", self.handle.address, c.OBK_EXPLAIN)["explanation"][name]
        return told

    def fixed_cards(self) -> bytes:
        """The header after its corrections as 80-byte cards, with END, padded to 2880 bytes."""
        length = c_size_t()
        call("obk_observation_cards", self.handle.address, None, 0, byref(length))
        room = create_string_buffer(length.value)
        call("obk_observation_cards", self.handle.address, room, length.value, byref(length))
        return room.raw[: length.value]

    def fixed_header(self) -> list[tuple[str, Any]]:
        """The header after its corrections as pairs of keyword and value; astropy reads the cards."""
        from astropy.io.fits import Header

        return [(one.keyword, one.value) for one in Header.fromstring(self.fixed_cards()).cards]

    # ---- Other forms

    def to_dict(self) -> dict[str, Any]:
        """The observation in the wire form of astro_metadata_translator."""
        made: dict[str, Any] = record("obk_observation_wire", self.handle.address) if self.__dict__["_handle"] else dict(
            self._record["info"])
        return made

    def to_json(self) -> str:
        """The text of `to_dict`."""
        if self.__dict__["_handle"] is None:
            from json import dumps

            return dumps(self._record["info"])
        from ._library import text

        return text("obk_observation_wire", self.handle.address)

    @classmethod
    def from_dict(cls, wire: dict[str, Any]) -> Observation:
        """The observation of a wire form.

        Raises
        ------
        ObsKitError
            Where a value is not of the kind of its property.
        """
        name = wire.get("_translator")
        return _restored({"source": "", "hdu": -1, "translator": name, "instrument": wire.get("instrument"), "status": "ok",
                          "info": dict(wire), "failures": {}, "flags": {}, "corrections": [], "diagnostics": []}, frozenset(),
                         {key[4:]: held for key, held in wire.items() if key.startswith("ext_")})

    def to_astropy(self, name: str) -> Any:
        """The value of a property as astropy has such things, in the unit of the property; `None` where there is none."""
        from ._astropy import rich

        return rich(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        # A dataset of the record as it is when it is sent: what a handle knows beyond that stays behind.
        told = dict(self._record)
        told["source"], told["hdu"] = self.path, self.hdu
        # The keywords that corrections left are found while the header is there.
        kept = self.__dict__.get("_kept") if self.corrections else frozenset()
        return _restored, (told, self.cards_used, self.extensions, kept)

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Observation) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.instrument, self.exposure_id, self.detector_unique_name, self.observation_id))

    def __repr__(self) -> str:
        words = (self.instrument, self.observation_id, self.detector_unique_name)
        return f"<Observation {' '.join(str(word) for word in words if word is not None)}>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th>{name}</th><td>{escape(str(held))} {escape(one.unit)}</td></tr>"
            for name, one in PROPERTIES.items() if (held := getattr(self, name)) is not None)
        return f"<table><caption>{escape(repr(self))}</caption>{rows}</table>"


def _plain(described: Property, held: Any) -> Any:
    """A value of the wire form as attributes have it."""
    if held is None:
        return None
    try:
        match described.kind:
            case c.OBK_INSTANT:
                return Instant.from_julian(float(held[0]), float(held[1]))
            case c.OBK_SKY | c.OBK_HORIZONTAL | c.OBK_PLACE:
                return tuple(float(number) for number in held)
            case c.OBK_REAL:
                return float(held)
    except (TypeError, ValueError, IndexError):
        raise ObsKitError(f"{described.name} is no {described.unit or 'value'}: {held!r}", "bad-value") from None
    return held


def card_value(written: str | None) -> Any:
    """The value of a card of its text, such as ``'bias'``, ``T`` or ``1.5``; `None` where there is none."""
    text = (written or "").strip()
    if text.startswith("'"):
        return text[1:-1].replace("''", "'").rstrip() if text.endswith("'") else text[1:]
    if text in ("T", "F", ""):
        return {"T": True, "F": False}.get(text)
    try:
        return int(text)
    except ValueError:
        try:
            return float(text.replace("D", "E"))
        except ValueError:
            return text


def _keywords(cards: bytes) -> frozenset[str]:
    """The keywords of 80-byte cards."""
    found = set()
    for place in range(0, len(cards), 80):
        card = cards[place : place + 80].decode("latin-1")
        found.add(card[9:].split("=")[0].strip() if card.startswith("HIERARCH ") else card[:8].strip())
    return frozenset(found)


def _restored(
    told: dict[str, Any], used: frozenset[str], extensions: dict[str, Any], kept: frozenset[str] = frozenset()
) -> Observation:
    made = Observation.__new__(Observation)
    state = made.__dict__
    state.update(_handle=None, _json=told, _used=used, _extensions=extensions, _kept=kept)
    for name, described in PROPERTIES.items():
        state[name] = _plain(described, told["info"].get(name))
    return made
