# stubs.py writes this file out of what the library lists; do not edit it.

from ._time import Instant

class Values:
    """The properties as attributes; `None` where there is no value."""

    @property
    def telescope(self) -> str | None:
        """Full name of the telescope."""

    @property
    def instrument(self) -> str | None:
        """Name of the instrument."""

    @property
    def location(self) -> tuple[float, float, float] | None:
        """Where the observatory is, ITRF geocentric, meters. Unit: m."""

    @property
    def exposure_id(self) -> int | None:
        """Number of the exposure, unique within the instrument."""

    @property
    def visit_id(self) -> int | None:
        """Number of the visit that this exposure belongs to."""

    @property
    def physical_filter(self) -> str | None:
        """Name of the filter."""

    @property
    def datetime_begin(self) -> Instant | None:
        """Start of the exposure."""

    @property
    def datetime_end(self) -> Instant | None:
        """End of the exposure."""

    @property
    def exposure_time(self) -> float | None:
        """Actual duration of the exposure, seconds. Unit: s."""

    @property
    def exposure_time_requested(self) -> float | None:
        """Duration that was asked for, seconds. Unit: s."""

    @property
    def dark_time(self) -> float | None:
        """Time over which dark current accumulated, seconds. Unit: s."""

    @property
    def boresight_airmass(self) -> float | None:
        """Airmass of the boresight, normally at the start."""

    @property
    def boresight_rotation_angle(self) -> float | None:
        """Angle of the instrument in the frame of `boresight_rotation_coord`, degrees. Unit: deg."""

    @property
    def boresight_rotation_coord(self) -> str | None:
        """Frame of the rotation angle: `sky` or `unknown`."""

    @property
    def detector_num(self) -> int | None:
        """Number of the detector, unique within the instrument."""

    @property
    def detector_name(self) -> str | None:
        """Name of the detector within its group."""

    @property
    def detector_unique_name(self) -> str | None:
        """Name of the detector, unique in the focal plane."""

    @property
    def detector_serial(self) -> str | None:
        """Serial of the detector."""

    @property
    def detector_group(self) -> str | None:
        """Raft, half or column of the detector; null without grouping."""

    @property
    def detector_exposure_id(self) -> int | None:
        """Number unique for one detector in one exposure."""

    @property
    def focus_z(self) -> float | None:
        """Defocal distance, meters. Unit: m."""

    @property
    def object(self) -> str | None:
        """Target or field."""

    @property
    def temperature(self) -> float | None:
        """Outside temperature, kelvin. Unit: K."""

    @property
    def pressure(self) -> float | None:
        """Outside pressure, hectopascal. Unit: hPa."""

    @property
    def relative_humidity(self) -> float | None:
        """Outside relative humidity, percent. Unit: percent."""

    @property
    def tracking_radec(self) -> tuple[float, float] | None:
        """Requested position, ICRS, degrees. Unit: deg."""

    @property
    def altaz_begin(self) -> tuple[float, float] | None:
        """Boresight at the start, azimuth and altitude in degrees. Unit: deg."""

    @property
    def altaz_end(self) -> tuple[float, float] | None:
        """Boresight at the end, azimuth and altitude in degrees. Unit: deg."""

    @property
    def science_program(self) -> str | None:
        """Proposal, survey or block."""

    @property
    def observation_type(self) -> str | None:
        """The instrument's own word for the type of observation."""

    @property
    def observation_id(self) -> str | None:
        """Unique label of the observation."""

    @property
    def observation_reason(self) -> str | None:
        """Purpose of the observation."""

    @property
    def exposure_group(self) -> str | None:
        """Label that ties exposures together."""

    @property
    def observing_day(self) -> int | None:
        """Night of the observation, YYYYMMDD."""

    @property
    def observing_day_offset(self) -> int | None:
        """What to subtract from a time (TAI) to get the observing day, seconds. Unit: s."""

    @property
    def observation_counter(self) -> int | None:
        """Counter of the day, or of the instrument's life."""

    @property
    def has_simulated_content(self) -> bool | None:
        """Whether any part of the data is simulated."""

    @property
    def group_counter_start(self) -> int | None:
        """Counter of the first member of the group."""

    @property
    def group_counter_end(self) -> int | None:
        """Counter of the last member of the group."""

    @property
    def can_see_sky(self) -> bool | None:
        """Whether light from the sky could reach the detector; null when unknown."""
