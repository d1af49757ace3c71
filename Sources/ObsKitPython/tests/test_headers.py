"""Whatever form a header has, the answer is the same; whatever is no header is an error that says so."""

import collections
import gc
import io
import math
import pickle
import types

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import obskit
from obskit import _calls
from obskit._catalog import default
from obskit._errors import failure
from obskit._headers import plain
from obskit._properties import PROPERTIES, calls
from obskit._time import Instant


def test_values_are_plain(header):
    observation = obskit.translate(header)
    assert (observation.instrument, observation.exposure_time, observation.detector_num) == ("DECam", 200.0, 25)
    assert type(observation.exposure_id) is int and observation.has_simulated_content is False
    assert observation.datetime_begin.utc == "2013-09-01T06:02:55.754"
    assert len(observation.location) == 3 and len(observation.tracking_radec) == 2
    assert observation.altaz_begin == pytest.approx((61.24, 39.54))


def test_all_forms_give_the_same(header, cards, fits_header):
    expected = obskit.translate(header).to_dict()
    forms = [cards, bytearray(cards), memoryview(cards), fits_header, collections.OrderedDict(header), types.MappingProxyType(header),
             collections.ChainMap(header)]
    for form in forms:
        assert obskit.translate(form).to_dict() == expected, type(form)


def test_a_card_that_astropy_cannot_read_is_said(header, caplog):
    class Unreadable:
        keyword = "BAD"

        @property
        def value(self):
            raise ValueError("no value")

    class Header:
        cards = [types.SimpleNamespace(keyword=keyword, value=value) for keyword, value in header.items()] + [Unreadable()]

        def tostring(self, **_):
            raise ValueError("a card cannot be written")

    assert obskit.translate(Header()).to_dict() == obskit.translate(header).to_dict()
    assert caplog.messages == [f"card {len(header)} of the header is left out, since astropy cannot read it: no value"]


def test_a_header_of_fitsio(file, header):
    fitsio = pytest.importorskip("fitsio")
    assert obskit.translate(fitsio.read_header(file)).to_dict() == obskit.translate(header).to_dict()


def test_numbers_of_numpy_and_undefined_cards(header):
    np = pytest.importorskip("numpy")
    fits = pytest.importorskip("astropy.io.fits")
    expected = obskit.translate(header).to_dict()
    header.update({"EXPTIME": np.float32(200), "CCDNUM": np.int16(25), "EXPNUM": np.int64(229388), "NOTHING": fits.card.UNDEFINED,
                   "FLAG": np.bool_(True), "LIST": [1, 2.5, None, "text"], "NESTED": {"a": 1}, "HISTORY": ["one", "two"]})
    assert obskit.translate(header).to_dict() == expected


def test_a_subset_of_properties(header):
    observation = obskit.translate(header, properties=["exposure_time"])
    assert observation.exposure_time == 200.0 and observation.object is None
    with pytest.raises(ValueError, match="did you mean exposure_time"):
        obskit.translate(header, properties=["exposure_tim"])


@pytest.mark.parametrize("wrong", [42, None, 3.5, object(), [("A",)], io.BytesIO(b"")])
def test_what_is_no_header_is_a_type_error(wrong):
    with pytest.raises(TypeError):
        obskit.translate(wrong)


@pytest.mark.parametrize("wrong", [b"", b"x" * 79, bytes(range(256)) * 5, {"FOO": 1}, {}])
def test_what_is_no_known_header_is_an_error_with_a_code(wrong):
    with pytest.raises(obskit.ObsKitError) as caught:
        obskit.translate(wrong)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value) and (again.code, again.message, again.diagnostics) == (
        caught.value.code, caught.value.message, caught.value.diagnostics)


def test_every_error_can_be_sent():
    for kind in (obskit.ObsKitError, obskit.UnknownInstrument, obskit.AmbiguousInstrument, obskit.NotFound, obskit.Unreadable,
                 obskit.Unsupported):
        error = kind("what was found", "a-code", [{"hint": "do this"}])
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.code, again.diagnostics) == (kind, "what was found", "a-code", [{"hint": "do this"}])
    assert issubclass(obskit.NotFound, LookupError) and issubclass(obskit.Unreadable, OSError)


def test_a_keyword_that_is_no_text_is_a_type_error(header):
    with pytest.raises(TypeError, match="keyword"):
        obskit.translate({**header, 5: 1})
    with pytest.raises(obskit.ObsKitError, match="Unicode"):
        obskit.translate({**header, "BAD": "\udcff"})
    assert obskit.translate({**header, "LONG": -10**60}).exposure_time == 200.0
    with pytest.raises(obskit.ObsKitError, match="digits"):
        obskit.translate({**header, "BAD": 10**400})
    with pytest.raises(obskit.ObsKitError, match="too large"):
        obskit.translate({**header, "BAD": 10**5000})


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=100), st.binary(max_size=9),
    st.lists(st.one_of(st.integers(), st.text(max_size=5)), max_size=3))
CARDS = st.dictionaries(st.one_of(st.sampled_from(["INSTRUME", "EXPTIME", "DATE-OBS", "CCDNUM", "FILTER", "TELRA"]),
                                  st.text(max_size=12)), VALUES, max_size=12)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CARDS)
def test_any_map_gives_an_answer_or_an_error_and_both_ways_agree(header, changes):
    _calls.setup(failure, plain, tuple(PROPERTIES), tuple(one.kind for one in PROPERTIES.values()), Instant)
    answers = []
    for way in (calls, _calls):
        try:
            answers.append(obskit.Observation(way.translate(default().handle.address, {**header, **changes}, None, 0)).to_json())
        except (obskit.ObsKitError, TypeError) as error:
            answers.append((type(error), str(error)))
    assert answers[0] == answers[1]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=800))
def test_any_bytes_give_an_answer_or_an_error(noise):
    try:
        obskit.translate(noise)
    except obskit.ObsKitError as error:
        assert error.code


@settings(max_examples=200, deadline=None)
@given(st.integers(-2**62, 2**62))
def test_times_go_through_text_and_julian_dates(nanoseconds):
    instant = Instant(nanoseconds)
    assert Instant.parse(instant.iso("tai"), "tai") == instant
    assert abs(Instant.from_julian(*instant.julian("tai")).tai_ns - nanoseconds) <= 1
    assert pickle.loads(pickle.dumps(instant)) == instant and math.isfinite(sum(instant.julian("utc")))


def test_an_observation_is_sent_and_compared(header):
    observation = obskit.translate(header)
    again = pickle.loads(pickle.dumps(observation))
    assert again == observation and hash(again) == hash(observation)
    assert (again.failures, again.cards_used, again.corrections, again.status) == (
        observation.failures, observation.cards_used, observation.corrections, observation.status)
    assert again.datetime_begin == observation.datetime_begin
    assert obskit.Observation.from_dict(observation.to_dict()) == observation
    with pytest.raises(obskit.ObsKitError, match="values alone"):
        again.explain("exposure_time")
    with pytest.raises(AttributeError):
        observation.exposure_time = 3


def test_an_observation_explains_itself(header):
    observation = obskit.translate({**header, "TELFOCUS": "nothing"})
    assert "focus_z" in observation.failures and observation.focus_z is None
    assert "EXPTIME" in observation.explain("exposure_time")["cards"]
    assert "EXPTIME" in observation.cards_used and observation.to_astropy("exposure_time").unit == "s"
    assert ("EXPTIME", 200.0) in observation.fixed_header()
    assert "DECam" in repr(observation) and "<table>" in observation._repr_html_()


def test_corrections_of_the_corpus_are_told(headers):
    told = [observation for header in headers.values() for observation in [obskit.translate(header)] if observation.corrections]
    assert told and all(len(change) == 3 for observation in told for change in observation.corrections)


def test_memory_is_flat(header):
    def size():
        gc.collect()
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096

    def work(count):
        for number in range(count):
            header["EXPNUM"] = number
            obskit.translate(header).exposure_id

    work(2000)
    before = size()
    work(20000)
    assert size() - before < 4_000_000


def test_identify(header, cards, file):
    assert {obskit.identify(form) for form in (header, cards, file, open(file, "rb"))} == {"DECam"}
    with pytest.raises(obskit.UnknownInstrument):
        obskit.identify({"FOO": 1})
