"""obskit.amt stands in for astro_metadata_translator."""

import copy
import io
import logging
import os
import pathlib
import pickle
import subprocess
import sys

import pytest

peer = pytest.importorskip("astro_metadata_translator")
from astropy.utils import iers  # noqa: E402

iers.conf.auto_download = False

import astropy.units as u  # noqa: E402

import obskit  # noqa: E402
import obskit.amt as amt  # noqa: E402

DOCUMENTATION = pathlib.Path(__file__).parents[3] / "Documentation"


@pytest.fixture(params=["plug-in", "drop-in"])
def info_class(request):
    return peer.ObservationInfo if request.param == "plug-in" else amt.ObservationInfo


def test_every_camera_is_a_translator():
    names = set(peer.MetadataTranslator.translators)
    assert {"DECam", "HSC", "MegaPrime", "LSSTCam", "LSST_LATISS"} <= names == names | set(amt.translators())


def test_values_units_and_scales(header, info_class):
    info = info_class(header)
    assert info.exposure_time == 200 * u.s and info.temperature.unit == u.deg_C and info.temperature.value == 11.9
    assert info.focus_z == 2497.32 * u.um and info.pressure == 779 * u.hPa
    assert info.datetime_begin.scale == "utc" and info.datetime_begin.isot == "2013-09-01T06:02:55.754"
    assert info.tracking_radec.obstime == info.datetime_begin and info.tracking_radec.location is not None
    assert 1.5 < info.altaz_begin.secz < 1.6 and info.boresight_rotation_angle.deg == 90
    assert info.location.geodetic.height.to_value(u.m) == pytest.approx(2215)
    assert info.observing_day_offset.to_value("s") == 43200 and info.detector_num == 25 and info.can_see_sky is True
    assert "EXPTIME" in info.cards_used and "EXPTIME" not in info.stripped_header() and "PROCTYPE" in info.stripped_header()
    assert info.datetime_begin + info.exposure_time <= info.datetime_end


def test_times_are_made_as_astropy_makes_them(header):
    from obskit import _astropy

    for scale in ("utc", "tai", "tt"):
        assert _astropy._template(scale) is not None, "astropy has changed: times are made by the slow way"
        for text in ("2013-09-01T06:02:55.754", "2016-12-31T23:59:59.5", "1999-12-31T12:00:00", "2020-02-29T00:00:00.000000001"):
            instant = obskit.Instant.parse(text)
            made, whole = _astropy.time(instant, scale), _astropy._whole_time(*instant.julian(scale), scale)
            assert (made.jd1, made.jd2, made.isot, made.scale, made.format) == (
                whole.jd1, whole.jd2, whole.isot, whole.scale, whole.format)
            assert made.tai.isot == whole.tai.isot and (made + 5 * u.s).isot == (whole + 5 * u.s).isot
            assert pickle.loads(pickle.dumps(made)) == whole


def test_a_header_of_tai_keeps_its_scale(headers, info_class):
    header = headers["latiss-AT_O_20220405_000348.json"]
    info = info_class(dict(header))
    assert header["TIMESYS"] == "TAI" and info.datetime_begin.scale == info.datetime_end.scale == "tai"


def test_both_ways_and_other_forms_are_equal(header):
    plug, drop = peer.ObservationInfo(dict(header)), amt.ObservationInfo(dict(header))
    assert drop == plug and drop == pickle.loads(pickle.dumps(drop)) and plug == pickle.loads(pickle.dumps(plug))
    assert drop.to_simple().keys() == plug.to_simple().keys()
    assert amt.ObservationInfo.from_json(drop.to_json()) == drop == amt.ObservationInfo.from_simple(drop.to_simple())
    assert isinstance(drop.to_amt(), peer.ObservationInfo) and drop.to_amt() == plug
    assert drop.to_flat_dict().keys() == plug.to_flat_dict().keys()
    assert str(drop).splitlines()[0] == str(plug).splitlines()[0] == "instrument: DECam"
    assert pickle.loads(pickle.dumps(drop)).temperature.unit == u.deg_C
    with pytest.raises(AttributeError):
        drop.exposure_time = 3


def test_the_header_of_astropy(fits_header, info_class):
    assert info_class(copy.copy(fits_header)).exposure_id == 229388


def test_what_fails_is_a_warning_or_an_error(header, info_class, caplog):
    header["TELFOCUS"] = "nothing"
    with caplog.at_level(logging.WARNING):
        assert info_class(dict(header)).focus_z is None
    assert any("focus_z" in one.getMessage() and one.name.endswith("observationInfo") for one in caplog.records)
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        info_class(dict(header), quiet=True)
    assert not caplog.records
    for options in (dict(pedantic=True), dict(required={"focus_z"})):
        with pytest.raises(KeyError):
            info_class(dict(header), **options)
    with pytest.raises(KeyError):
        info_class(dict(header), required={"altaz_end"})
    assert info_class(dict(header), subset={"telescope"}).exposure_time is None
    for options in (dict(subset=set()), dict(subset={"no"}), dict(required={"no"})):
        with pytest.raises(ValueError):
            info_class(dict(header), **options)
    with pytest.raises(ValueError):
        info_class({"INSTRUME": "nobody"})
    with pytest.raises(TypeError):
        info_class(dict(header), translator_class=int)


def test_corrections_are_written_into_the_header(headers, info_class):
    changed = 0
    for name, header in headers.items():
        observation = obskit.translate(header)
        if not observation.corrections:
            continue
        mine = dict(header)
        info_class(mine, quiet=True)
        # Of several changes of a card the last one counts.
        for card, value, kept in {one[0]: one for one in observation.corrections}.values():
            assert mine.get(card) == value if kept else card not in mine, (name, card)
        assert mine["HIERARCH ASTRO METADATA FIX MODIFIED"] is True
        again = dict(mine)
        assert amt.fix_header(again) is True and again == mine
        changed += 1
    assert changed > 3


def test_a_header_that_needs_none_is_marked(header):
    assert amt.fix_header(header) is False and header["HIERARCH ASTRO METADATA FIX MODIFIED"] is False
    unknown = {"INSTRUME": "nobody"}
    assert amt.fix_header(unknown) is False and unknown == {"INSTRUME": "nobody"}


@pytest.mark.parametrize("way", ["search_path", "environment"])
def test_files_of_the_users_are_honored(header, info_class, way, tmp_path, monkeypatch):
    (tmp_path / "DECam-ct4m20130901t060255.yaml").write_text("EXPTIME: 33.0\nADDED: yes it is\n")
    options = {}
    if way == "environment":
        monkeypatch.setenv("METADATA_CORRECTIONS_PATH", f"/nowhere:{tmp_path}")
    else:
        options["search_path"] = [str(tmp_path)]
    info = info_class(header, **options)
    assert info.exposure_time == 33 * u.s and header["ADDED"] == "yes it is"
    assert header["HIERARCH ASTRO METADATA FIX FILE"].startswith(str(tmp_path))


def test_a_changed_header_is_translated_anew(header, info_class):
    assert info_class(header).exposure_time.value == 200
    header["EXPTIME"] = 7.5
    assert info_class(header).exposure_time.value == 7.5
    header["EXPNUM"] = 5
    assert info_class(header).exposure_id == 5
    del header["TELFOCUS"]
    assert info_class(header, quiet=True).focus_z is None


def test_groups(header):
    later = {**header, "DATE-OBS": "2013-09-02T06:02:55.754", "EXPNUM": 229389}
    group = amt.ObservationGroup([later, amt.ObservationInfo(header)])
    assert len(group) == 2 and group.oldest().exposure_id == 229388 and group.newest().exposure_id == 229389
    assert group.property_values("exposure_id") == {229388, 229389}
    assert amt.ObservationGroup.from_simple(group.to_simple()) == group
    group.sort()
    group[0] = later
    with pytest.raises(ValueError):
        group.append({"INSTRUME": "nobody"})


def test_files(file, capsys):
    info = amt.read_file_info(file, 0, content_type="native")
    assert isinstance(info, amt.ObservationInfo) and amt.read_file_info(file, 0)["exposure_id"] == 229388
    assert '"__CONTENT__": "translated"' in amt.read_file_info(file, 0, content_type="json")
    out = io.StringIO()
    assert amt.read_file_info("no/such.fits", 0, print_trace=False, outstream=out) is None
    with pytest.raises(ValueError):
        amt.read_file_info(file, 0, content_type="other")
    assert amt.process_header_files([file], r".*fits$", 0, False, output_mode="table")


def test_foreign_translators_are_left_alone(header):
    class Own(peer.StubTranslator):
        name = "OwnOfTheTest"
        supported_instrument = "OwnOfTheTest"

        @classmethod
        def can_translate(cls, header, filename=None):
            return header.get("INSTRUME") == "OWN"

        def to_instrument(self):
            return "OwnOfTheTest"

    try:
        for info in (amt.ObservationInfo({"INSTRUME": "OWN"}, quiet=True), amt.ObservationInfo(header, translator_class=Own, quiet=True)):
            assert info.instrument == "OwnOfTheTest"
    finally:
        del peer.MetadataTranslator.translators["OwnOfTheTest"]


def test_install_and_uninstall(header):
    from astro_metadata_translator.translators import DecamTranslator

    before = DecamTranslator.to_exposure_time
    amt.install()
    try:
        assert DecamTranslator(header).to_exposure_time() == 200 * u.s
        assert peer.ObservationInfo(dict(header), translator_class=DecamTranslator).exposure_id == 229388
    finally:
        amt.uninstall()
    assert DecamTranslator.to_exposure_time is before and not hasattr(DecamTranslator, "obskit_instrument")


def test_values_without_a_header():
    info = amt.makeObservationInfo(exposure_id=5, telescope="a")
    assert info.exposure_id == 5 and amt.ObservationInfo(exposure_id=5) == info


def test_the_command_of_the_peer(file):
    from importlib.metadata import entry_points

    if not [point for point in entry_points(group="astro_metadata_translators") if point.name == "obskit"]:
        pytest.skip("obskit is not installed")
    program = ("import sys; from astro_metadata_translator.cli.astrometadata import main; "
               f"sys.argv = ['astrometadata', '-p', 'obskit', 'translate', {str(file)!r}]; main()")
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert said.returncode == 0 and "ct4m20130901t060255" in said.stdout + said.stderr, said.stderr
    assert "Failed to import" not in said.stderr


def test_all_headers_that_the_peer_knows(corpus):
    if not DOCUMENTATION.is_dir():
        pytest.skip("the lists of deviations are not beside the tests")
    # One mutation in so many; all of them take minutes.
    said = subprocess.run([sys.executable, pathlib.Path(__file__).parent / "peer.py", corpus, DOCUMENTATION, "--limit",
                           os.environ.get("OBSKIT_MUTATION_STEP", "40")], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
