"""Cameras: detectors, amplifiers, and the ways between frames."""

from __future__ import annotations

from ctypes import byref, c_double, c_size_t, create_string_buffer
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _declarations as c
from ._errors import NotFound
from ._library import Handle, call, encoded, library, new, record, sized
from ._observation import Observation
from ._points import moved
from ._time import Instant

if TYPE_CHECKING:
    import numpy as np

    from ._catalog import Catalog
    from ._footprint import Footprint


class Box(NamedTuple):
    """A rectangle of pixels, which count from 0."""

    x: int
    y: int
    width: int
    height: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """The rows and columns of an image of numpy."""
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)


class Amplifier(NamedTuple):
    """An amplifier. A region that it has not is empty; what is not known is `None`."""

    name: str
    box: Box
    """In the trimmed image of the detector."""
    raw: Box
    """In the untrimmed one, and so the regions."""
    raw_data: Box
    raw_serial_prescan: Box
    raw_serial_overscan: Box
    raw_parallel_prescan: Box
    raw_parallel_overscan: Box
    gain: float | None
    """Electrons for each number."""
    read_noise: float | None
    """Electrons."""
    saturation: float | None
    """Numbers."""
    hdu: int | None
    """In which a raw file has it."""


class Detector(NamedTuple):
    """A detector of a camera."""

    camera: Camera
    place: int
    """Its place in the camera, from 0."""
    number: int
    name: str
    group: str
    serial: str
    width: int
    """Of the trimmed image, pixels."""
    height: int
    """Of the trimmed image, pixels."""
    amplifier_count: int

    @property
    def amplifiers(self) -> list[Amplifier]:
        """The amplifiers, in their order."""
        return [self._amplifier(place) for place in range(self.amplifier_count)]

    def _amplifier(self, place: int) -> Amplifier:
        one = sized(c.obk_amplifier)
        call("obk_camera_amplifier", self.camera.handle.address, self.place, place, byref(one))
        boxes = (one.box, one.raw, one.raw_data, one.raw_serial_prescan, one.raw_serial_overscan, one.raw_parallel_prescan,
                 one.raw_parallel_overscan)
        numbers = (None if isnan(number) else number for number in (one.gain, one.read_noise, one.saturation))
        return Amplifier._make([one.name.decode(), *(Box(box.x, box.y, box.width, box.height) for box in boxes), *numbers,
                                one.hdu if one.hdu >= 0 else None])

    def __repr__(self) -> str:
        return f"<Detector {self.name} ({self.number}) of {self.camera.name}, {self.width} by {self.height} pixels>"


class Transform:
    """A way from one frame to another."""

    def __init__(self, handle: Handle, words: tuple[str, str]) -> None:
        self.handle = handle
        self._words = words

    def __call__(self, xy: Any, out: np.ndarray[Any, Any] | None = None) -> np.ndarray[Any, Any]:
        """Moves points.

        Parameters
        ----------
        xy : array-like of shape (n, 2)
        out : `numpy.ndarray`, optional
            Takes the result and is returned; ``xy`` itself is possible.

        Returns
        -------
        moved : `numpy.ndarray` of shape (n, 2)
            NaN NaN where a point is outside the domain.
        """
        made: np.ndarray[Any, Any] = moved("obk_transform_apply", self.handle.address, xy, out)
        return made

    def apply(self, xy: Any) -> int:
        """Moves points in place in any writable buffer of doubles, x y x y …, such as an ``array.array``; numpy is not needed.

        Returns
        -------
        undefined : `int`
            How many are NaN NaN now.
        """
        view = memoryview(xy)
        if view.format != "d" or view.readonly or not view.c_contiguous or view.nbytes % 16:
            raise ValueError("points in place are pairs of doubles in memory that can be written")
        undefined = c_size_t()
        count = view.nbytes // 16
        room = (c_double * (2 * count)).from_buffer(view.cast("B"))
        call("obk_transform_apply", self.handle.address, room, count, byref(undefined))
        return undefined.value

    @property
    def inverse(self) -> Transform:
        """The way back."""
        return Transform(new("transform", "obk_transform_inverse", self.handle.address), (self._words[1], self._words[0]))

    def __repr__(self) -> str:
        return f"<Transform {self._words[0]} to {self._words[1]}>"


class Sky:
    """Where a detector looks in an exposure, by pointing, rotation and camera. Refraction and flexure are not in it."""

    def __init__(self, handle: Handle) -> None:
        self.handle = handle

    def __call__(self, xy: Any, out: np.ndarray[Any, Any] | None = None) -> np.ndarray[Any, Any]:
        """Pixels to right ascension and declination, ICRS degrees; NaN NaN where the optics are not defined."""
        made: np.ndarray[Any, Any] = moved("obk_sky_positions", self.handle.address, xy, out)
        return made

    def pixels(self, radec: Any, out: np.ndarray[Any, Any] | None = None) -> np.ndarray[Any, Any]:
        """ICRS degrees to pixels; NaN NaN where no point sees the position."""
        made: np.ndarray[Any, Any] = moved("obk_sky_pixels", self.handle.address, radec, out)
        return made

    def wcs_cards(self, tolerance: float = 1e-4) -> tuple[bytes, float]:
        """The sky coordinates as 80-byte cards with SIP polynomials, without END, for the trimmed image.

        Parameters
        ----------
        tolerance : `float`
            What the polynomials may leave over, pixels.

        Returns
        -------
        cards : `bytes`
            ``astropy.io.fits.Header.fromstring`` reads them.
        residual : `float`
            What they leave over, pixels.
        """
        length, residual = c_size_t(), c_double()
        call("obk_sky_cards", self.handle.address, tolerance, None, 0, byref(length), byref(residual))
        room = create_string_buffer(length.value)
        call("obk_sky_cards", self.handle.address, tolerance, room, length.value, byref(length), byref(residual))
        return room.raw[: length.value], residual.value


class Camera:
    """A camera as it was installed at a date. `Catalog.camera` makes it."""

    def __init__(self, handle: Handle, recipe: tuple[Catalog, str, int] | None) -> None:
        self.handle = handle
        self._recipe = recipe
        self._detectors: list[Detector] | None = None

    @classmethod
    def of(cls, catalog: Catalog, instrument: str, at: Any) -> Camera:
        """The camera of an instrument at a time; see `Catalog.camera`."""
        when = Instant.of(at)
        made = new("camera", "obk_camera_at", catalog.handle.address, encoded(instrument, "the instrument"), when.tai_ns)
        return cls(made, (catalog, instrument, when.tai_ns))

    def __reduce__(self) -> tuple[Any, ...]:
        if self._recipe is None:
            raise TypeError("the camera of an exposure cannot go to another process; ask for the one of its date")
        catalog, instrument, tai_ns = self._recipe
        return Camera.of, (catalog, instrument, Instant(tai_ns))

    @property
    def name(self) -> str:
        """Its name."""
        return str(library.obk_camera_name(self.handle.address).decode())

    @property
    def hash(self) -> str:
        """64 hexadecimal digits that are equal where cameras are."""
        return str(library.obk_camera_hash(self.handle.address).decode())

    @property
    def detectors(self) -> list[Detector]:
        """The detectors, in their order."""
        if self._detectors is None:
            self._detectors = [self._detector(place) for place in range(library.obk_camera_count(self.handle.address))]
        return list(self._detectors)

    def _detector(self, place: int) -> Detector:
        one = sized(c.obk_detector)
        call("obk_camera_detector", self.handle.address, place, byref(one))
        return Detector(self, place, one.number, one.name.decode(), one.group.decode(), one.serial.decode(), one.width,
                        one.height, one.amplifiers)

    def __len__(self) -> int:
        return len(self.detectors)

    def __iter__(self) -> Any:
        return iter(self.detectors)

    def __getitem__(self, detector: str | int) -> Detector:
        """A detector by its name or number.

        Raises
        ------
        NotFound
        """
        index = c_size_t()
        call("obk_camera_find", self.handle.address, encoded(str(detector), "a detector"), byref(index))
        return self.detectors[index.value]

    def transform(self, detector: str | int | None, source: str, target: str) -> Transform:
        """The way from one frame to another.

        Parameters
        ----------
        detector : `str`, `int` or `None`
            The detector of ``pixels`` and ``tanPixels``, by name or number.
        source, target : `str`
            ``pixels`` and ``tanPixels`` (pixels; whole numbers at pixel centers, from 0), ``focalPlane`` (mm), ``fieldAngle``
            (radians), or a frame of the camera's own.
        """
        number = -1 if detector is None else self[detector].number
        ends = [number if frame in ("pixels", "tanPixels", "tan-pixels") else -1 for frame in (source, target)]
        return Transform(
            new("transform", "obk_transform_new", self.handle.address, encoded(source, "a frame"), ends[0],
                encoded(target, "a frame"), ends[1]), (source, target))

    def find(self, x: float, y: float, frame: str = "focalPlane") -> Detector:
        """The detector on which a point of a frame of the camera falls.

        Raises
        ------
        NotFound
            Where it falls on none.
        """
        for detector in self.detectors:
            px, py = self.transform(detector.number, frame, "pixels")([[x, y]])[0]
            if -0.5 <= px < detector.width - 0.5 and -0.5 <= py < detector.height - 0.5:
                return detector
        raise NotFound(f"no detector of {self.name} is at {x}, {y} of {frame}", "no-detector")

    def sky(
        self, observation: Observation | None = None, *, detector: str | int | None = None, ra: float | None = None,
        dec: float | None = None, rotation: float | None = None,
    ) -> Sky:
        """Where a detector looks: that of an observation, or one of a pointing in ICRS degrees.

        Parameters
        ----------
        observation : `Observation`, optional
        detector : `str` or `int`, optional
        ra, dec, rotation : `float`, optional
            The rotation is the position angle of the y axis of the focal plane, degrees from north over east.
        """
        if observation is not None:
            if observation.__dict__["_handle"] is not None:
                return Sky(new("sky", "obk_sky_of", self.handle.address, observation.handle.address))
            detector, (ra, dec, rotation) = observation.detector_num, pointing(observation)
        if detector is None or ra is None or dec is None or rotation is None:
            raise TypeError("the sky of a detector needs an observation, or detector, ra, dec and rotation")
        return Sky(new("sky", "obk_sky_at", self.handle.address, self[detector].number, ra, dec, rotation))

    def wcs(self, observation: Observation, tolerance: float = 1e-4) -> list[str]:
        """The sky coordinates of the detector of an observation as cards of 80 characters."""
        cards, _ = self.sky(observation).wcs_cards(tolerance)
        return [cards[place : place + 80].decode("ascii") for place in range(0, len(cards), 80)]

    def footprint(
        self, observation: Observation | None = None, *, ra: float | None = None, dec: float | None = None,
        rotation: float | None = None,
    ) -> Footprint:
        """What the camera sees in an observation, or of a pointing in ICRS degrees as in `sky`."""
        from ._footprint import Footprint

        if observation is not None:
            if observation.__dict__["_handle"] is not None:
                return Footprint(new("footprint", "obk_footprint_of", self.handle.address, observation.handle.address))
            ra, dec, rotation = pointing(observation)
        if ra is None or dec is None or rotation is None:
            raise TypeError("a footprint needs an observation, or ra, dec and rotation")
        return Footprint(new("footprint", "obk_footprint_at", self.handle.address, ra, dec, rotation))

    def to_dict(self) -> dict[str, Any]:
        """All that is known of it, as ``obskit camera --format json``."""
        made: dict[str, Any] = record("obk_camera_json", self.handle.address)
        return made

    def __eq__(self, other: object) -> bool:
        return self.hash == other.hash if isinstance(other, Camera) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"<Camera {self.name} with {len(self)} detectors>"

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(f"<tr><td>{one.number}</td><td>{escape(one.name)}</td><td>{one.width} × {one.height}</td></tr>"
                       for one in self.detectors)
        return f"<table><caption>{escape(repr(self))}</caption>{rows}</table>"


def pointing(observation: Observation) -> tuple[float, float, float]:
    """Right ascension, declination and rotation of an observation that has its values alone."""
    position, rotation = observation.tracking_radec, observation.boresight_rotation_angle
    if position is None or rotation is None or observation.boresight_rotation_coord != "sky":
        raise NotFound("the observation has no position, or no rotation on the sky", "no-pointing")
    return *position, rotation
