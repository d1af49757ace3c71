"""Values as astropy has such things. astropy is imported here and nowhere else of the package, when it is asked for."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple

import astropy.units as u
import numpy as np
from astropy.coordinates import FK5, ICRS, AltAz, Angle, CartesianRepresentation, EarthLocation, SkyCoord
from astropy.coordinates import UnitSphericalRepresentation as Direction
from astropy.time import Time, TimeDelta

from . import _declarations as c
from ._properties import PROPERTIES

if TYPE_CHECKING:
    from ._observation import Observation
    from ._time import Instant

_UNITS = {"s": u.s, "m": u.m, "K": u.K, "hPa": u.hPa, "deg": u.deg, "percent": u.percent}
# Properties that are numbers without a unit in astropy's world, whatever the library says of them.
_BARE = frozenset({"boresight_airmass", "relative_humidity"})
_ZERO_CELSIUS = 273.15


class Manner(NamedTuple):
    """How values are to be written: the scale of each time, the units of some quantities, the frame of positions."""

    scale_begin: str = "utc"
    scale_end: str = "utc"
    temperature: Any = u.K
    pressure: Any = u.hPa
    focus_z: Any = u.m
    frame: str = "icrs"


PLAIN = Manner()


@lru_cache(maxsize=64)
def _place(x: float, y: float, z: float) -> EarthLocation:
    return EarthLocation.from_geocentric(x, y, z, unit=u.m)


@lru_cache(maxsize=64)
def _delta(seconds: int) -> TimeDelta:
    return TimeDelta(seconds, format="sec", scale="tai")


@lru_cache(maxsize=1)
def _to_fk5() -> list[list[float]]:
    """The rotation from the ICRS to the FK5 of J2000, as astropy has it."""
    axes = ICRS(Direction.from_cartesian(CartesianRepresentation([1, 0, 0], [0, 1, 0], [0, 0, 1])))
    rotated: list[list[float]] = axes.transform_to(FK5()).cartesian.xyz.value.tolist()
    return rotated


def _fk5(ra: float, dec: float) -> tuple[float, float]:
    """A position of the ICRS in the FK5 of J2000, degrees. For one position this is a hundred times faster than a SkyCoord."""
    (alpha, delta), matrix = (radians(ra), radians(dec)), _to_fk5()
    vector = (cos(delta) * cos(alpha), cos(delta) * sin(alpha), sin(delta))
    x, y, z = (sum(part * other for part, other in zip(row, vector, strict=True)) for row in matrix)
    return degrees(atan2(y, x)) % 360.0, degrees(atan2(z, hypot(x, y)))


def _direction(longitude: float, latitude: float) -> Direction:
    return Direction(u.Quantity(longitude, u.deg), u.Quantity(latitude, u.deg), copy=False)


def _whole_time(jd1: float, jd2: float, scale: str) -> Time:
    made = Time(jd1, jd2, format="jd", scale=scale)
    made.format = "isot"
    return made


def _time_like(template: Time, jd1: float, jd2: float) -> Time:
    """A time that differs from another in its Julian date alone. This takes a quarter of the time that the class takes."""
    made = template.replicate()
    made._time.jd1, made._time.jd2 = np.array(jd1), np.array(jd2)
    return made


@lru_cache(maxsize=8)
def _template(scale: str) -> Time | None:
    """A time of a scale to make others of; `None` where this astropy is made otherwise, so that they must be made anew."""
    template, jd1, jd2 = _whole_time(2451545.0, 0.0, scale), 2456537.0, -0.24756071935185187
    try:
        same, made = _whole_time(jd1, jd2, scale), _time_like(template, jd1, jd2)
        alike = (same.jd1, same.jd2, same.isot, same.scale) == (made.jd1, made.jd2, made.isot, made.scale)
        return template if alike and template.jd1 == 2451545.0 and template.isot != made.isot else None
    except Exception:
        return None


def time(instant: Instant, scale: str) -> Time:
    """A time of a scale, written as ``isot``."""
    jd1, jd2 = instant.julian(scale)
    template = _template(scale)
    if template is None or jd1 % 1 or abs(jd2) > 0.5:
        return _whole_time(jd1, jd2, scale)
    return _time_like(template, jd1, jd2)


def in_unit(stored: float, factor: float, offset: float = 0.0) -> float:
    """A stored number in another unit: the shortest one from which the stored one is made, ``stored = number / factor + offset``.

    A card said 11.9 °C, 285.04999999999995 K are stored, and 11.9 is wanted again.
    """
    number = (stored - offset) * factor
    for digits in (3, 6, 9, 12):
        short = round(number, digits)
        if short / factor + offset == stored or abs(short - number) <= 4e-16 * max(abs(stored * factor), abs(number)):
            return short
    return number


_LENGTHS = {u.m: 1.0, u.mm: 1e3, u.um: 1e6}


class Rich:
    """The values of an observation as astropy has them; each is made once, when it is asked for."""

    __slots__ = ("_made", "manner", "observation")

    def __init__(self, observation: Observation, manner: Manner = PLAIN) -> None:
        self.observation = observation
        self.manner = manner
        self._made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """The value of a property; `None` where there is none."""
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = self._make(name)
            return made

    def _make(self, name: str) -> Any:
        held = getattr(self.observation, name)
        if held is None:
            return None
        kind, unit = PROPERTIES[name].kind, PROPERTIES[name].unit
        if kind == c.OBK_INSTANT:
            return self._end(held) if name == "datetime_end" else time(held, self.manner.scale_begin)
        if kind == c.OBK_PLACE:
            return _place(*held)
        if kind == c.OBK_SKY:
            return self._sky(*held)
        if kind == c.OBK_HORIZONTAL:
            return self._horizontal(name, *held)
        if name == "observing_day_offset":
            return _delta(held)
        if kind != c.OBK_REAL or not unit or name in _BARE:
            return held
        if unit == "deg":
            return Angle(held, u.deg)
        return self._quantity(name, held, _UNITS[unit])

    def _end(self, end: Instant) -> Time:
        begin, exposure = self.observation.datetime_begin, self.observation.exposure_time
        if begin is not None and exposure is not None and abs(end.tai_ns - begin.tai_ns - round(exposure * 1e9)) <= 1:
            # The end was made of these; so it is here, so that begin + exposure_time <= end holds to the last bit.
            made = self.get("datetime_begin") + self.get("exposure_time")
            return made if made.scale == self.manner.scale_end else getattr(made, self.manner.scale_end)
        return time(end, self.manner.scale_end)

    def _quantity(self, name: str, held: float, unit: Any) -> u.Quantity:
        wanted = getattr(self.manner, name, unit)
        if wanted is unit:
            return u.Quantity(held, unit)
        if wanted is u.deg_C:
            return u.Quantity(in_unit(held, 1.0, _ZERO_CELSIUS), u.deg_C)
        if wanted is u.Pa:
            return u.Quantity(in_unit(held, 100.0), u.Pa)
        return u.Quantity(in_unit(held, _LENGTHS[wanted]), wanted)

    def _sky(self, ra: float, dec: float) -> SkyCoord:
        frame = ICRS if self.manner.frame == "icrs" else FK5
        if frame is FK5:
            ra, dec = _fk5(ra, dec)
        made = SkyCoord(frame(_direction(ra, dec), copy=False), copy=False)
        # To give these to the class takes three times as long.
        made.obstime, made.location = self.get("datetime_begin"), self.get("location")
        return made

    def _horizontal(self, name: str, azimuth: float, altitude: float) -> AltAz:
        return AltAz(_direction(azimuth, altitude), location=self.get("location"), copy=False,
                     obstime=self.get("datetime_end" if name == "altaz_end" else "datetime_begin"))


def rich(observation: Observation, name: str) -> Any:
    """The value of one property in the unit of the property."""
    if name not in PROPERTIES:
        raise ValueError(f"there is no property {name!r}")
    return Rich(observation).get(name)
