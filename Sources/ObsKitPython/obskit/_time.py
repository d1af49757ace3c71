"""Times."""

from __future__ import annotations

from ctypes import byref, c_double, c_int64, c_size_t, create_string_buffer
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from ._library import call, encoded

if TYPE_CHECKING:
    import astropy.time

_SCALES = {"tai": c.OBK_TAI, "utc": c.OBK_UTC, "tt": c.OBK_TT}


def _scale(name: str) -> int:
    try:
        return _SCALES[name.lower()]
    except KeyError:
        raise ValueError(f"the scale of a time is one of {', '.join(_SCALES)}, not {name!r}") from None


class Instant:
    """A time, exact to the nanosecond.

    Parameters
    ----------
    tai_ns : `int`
        Nanoseconds of TAI since 1970-01-01T00:00:00 TAI.
    """

    __slots__ = ("tai_ns",)
    tai_ns: int

    def __init__(self, tai_ns: int) -> None:
        self.tai_ns = tai_ns

    @classmethod
    def parse(cls, text: str, scale: str = "utc") -> Instant:
        """Reads ISO 8601 text of a scale: ``tai``, ``utc`` or ``tt``.

        Raises
        ------
        ObsKitError
            Where the text is no time.
        """
        place = c_int64()
        call("obk_time_parse", encoded(text, "a time"), _scale(scale), byref(place))
        return cls(place.value)

    @classmethod
    def from_julian(cls, jd1: float, jd2: float, scale: str = "tai") -> Instant:
        """Reads a Julian date in two parts, to the nanosecond."""
        place = c_int64()
        call("obk_time_from_julian", jd1, jd2, _scale(scale), byref(place))
        return cls(place.value)

    @classmethod
    def of(cls, when: Any) -> Instant:
        """The time of ISO text (UTC), a `~datetime.datetime`, an `Instant`, an `astropy.time.Time` or an `Observation`.

        A `~datetime.datetime` without a time zone is taken as UTC.

        Raises
        ------
        TypeError
            Where it is none of these.
        ObsKitError
            Where it is a text that is no time, or an observation without a begin.
        """
        if isinstance(when, Instant):
            return when
        if isinstance(when, str):
            return cls.parse(when)
        if hasattr(when, "datetime_begin"):
            begin = when.datetime_begin
            if begin is None:
                from ._errors import ObsKitError

                raise ObsKitError("the observation has no datetime_begin; give a time", "no-date")
            return cls.of(begin)
        if hasattr(when, "jd1") and hasattr(when, "tai"):
            return cls.from_julian(float(when.tai.jd1), float(when.tai.jd2))
        if hasattr(when, "utcoffset") and hasattr(when, "isoformat"):
            if when.tzinfo is not None:
                from datetime import timezone

                when = when.astimezone(timezone.utc).replace(tzinfo=None)
            return cls.parse(when.isoformat())
        if hasattr(when, "isoformat"):
            return cls.parse(f"{when.isoformat()}T00:00:00")
        raise TypeError(f"a time is a text, a datetime, an Instant, an astropy Time or an Observation, not {type(when).__name__}")

    def iso(self, scale: str = "utc", decimals: int = 9) -> str:
        """ISO 8601 text without the name of its scale."""
        room = create_string_buffer(48)
        length = c_size_t()
        call("obk_time_text", self.tai_ns, _scale(scale), decimals, room, len(room), byref(length))
        return room.raw[: length.value].decode()

    @property
    def utc(self) -> str:
        """The time as ISO 8601 text of UTC with milliseconds, or as many digits as it takes."""
        text = self.iso("utc")
        short = text.rstrip("0")
        whole = text.index(".") + 4
        return text[: max(whole, len(short))]

    def julian(self, scale: str = "tai") -> tuple[float, float]:
        """The Julian date of a scale in two parts, whose sum is the date."""
        parts = (c_double * 2)()
        call("obk_time_julian", self.tai_ns, _scale(scale), parts)
        return parts[0], parts[1]

    def to_astropy(self, scale: str = "utc") -> astropy.time.Time:
        """The time as an `astropy.time.Time` of a scale, written as ``isot``."""
        from astropy.time import Time

        tai = Time(*self.julian("tai"), format="jd", scale="tai")
        made = tai if scale == "tai" else getattr(tai, scale)
        made.format = "isot"
        return made

    def __repr__(self) -> str:
        return f"<Instant {self.utc} UTC>"

    def __str__(self) -> str:
        return self.utc

    def __eq__(self, other: object) -> bool:
        return self.tai_ns == other.tai_ns if isinstance(other, Instant) else NotImplemented

    def __lt__(self, other: Instant) -> bool:
        return self.tai_ns < other.tai_ns if isinstance(other, Instant) else NotImplemented

    def __le__(self, other: Instant) -> bool:
        return self.tai_ns <= other.tai_ns if isinstance(other, Instant) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.tai_ns)

    def __reduce__(self) -> tuple[Any, ...]:
        return Instant, (self.tai_ns,)
