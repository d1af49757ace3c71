"""Cameras, the sky, exposures, pixels and calibrations."""

import array
import datetime
import pickle

import pytest

import obskit

np = pytest.importorskip("numpy")


@pytest.fixture(scope="module")
def camera():
    return obskit.camera("DECam", "2014-01-01")


def test_detectors_and_amplifiers(camera):
    assert len(camera) == len(camera.detectors) == 74 or len(camera) == 62
    assert camera["S1"].number == 25 == camera[25].number and camera["S1"].width == 2048
    amplifier = camera["S1"].amplifiers[0]
    assert amplifier.box.width > 0 and (amplifier.gain is None or amplifier.gain > 0)
    with pytest.raises(obskit.NotFound):
        camera["S99"]
    assert camera == pickle.loads(pickle.dumps(camera)) and "DECam" in repr(camera) and camera.to_dict()


def test_times_of_all_kinds(camera):
    time = pytest.importorskip("astropy.time")
    moments = ["2014-01-01T00:00:00", datetime.datetime(2014, 1, 1), datetime.datetime(2014, 1, 1, tzinfo=datetime.timezone.utc),
               datetime.date(2014, 1, 1), obskit.Instant.parse("2014-01-01T00:00:00"), time.Time("2014-01-01T00:00:00", scale="utc")]
    assert len({obskit.Instant.of(moment) for moment in moments}) == 1
    for wrong in ("2014-13-41", "yesterday"):
        with pytest.raises(obskit.ObsKitError):
            obskit.camera("DECam", wrong)
    with pytest.raises(TypeError):
        obskit.camera("DECam", 5)


def test_points_new_in_place_strided_and_back(camera):
    way = camera.transform("S1", "pixels", "fieldAngle")
    points = np.random.default_rng(1).random((1000, 2)) * 2000
    moved = way(points)
    again = points.copy()
    assert way(again, out=again) is again and np.array_equal(again, moved)
    wide = np.empty((1000, 4))
    assert np.array_equal(way(points, out=wide[:, 1:3]), moved)
    assert np.allclose(way.inverse(moved), points, atol=1e-6)
    assert np.array_equal(way(points.astype("f4").tolist()), way(points.astype("f4")))
    plain = array.array("d", points.ravel())
    assert way.apply(plain) == 0 and np.array_equal(np.asarray(plain).reshape(-1, 2), moved)
    for wrong in (np.zeros((3, 3)), np.zeros(3), 5):
        with pytest.raises(ValueError):
            way(wrong)
    with pytest.raises(ValueError):
        way(points, out=np.zeros((1000, 2), "f4"))
    with pytest.raises(obskit.ObsKitError):
        camera.transform("S1", "pixels", "nowhere")
    x, y = camera.transform("S1", "pixels", "focalPlane")([[100.0, 200.0]])[0]
    assert camera.find(x, y).name == "S1"


def test_the_sky_and_footprints(camera, header):
    observation = obskit.translate(header)
    sky = camera.sky(observation)
    pixels = np.array([[10.0, 20.0], [1000.0, 3000.0]])
    assert np.allclose(sky.pixels(sky(pixels)), pixels, atol=1e-6)
    sent = pickle.loads(pickle.dumps(observation))
    assert np.allclose(camera.sky(sent)(pixels), sky(pixels), atol=1e-9)
    cards = camera.wcs(observation)
    assert all(len(card) == 80 for card in cards) and any(card.startswith("CRVAL1") for card in cards)
    footprint = obskit.footprint(observation)
    assert len(footprint) == len(camera)
    assert footprint[0].contains(*footprint[0].center) and footprint[0].region.startswith("POLYGON ICRS")
    with pytest.raises(IndexError):
        footprint[1000]
    with pytest.raises(TypeError):
        camera.sky(detector="S1")


def test_areas_are_square_degrees(header):
    assert 3 < obskit.footprint(obskit.translate(header)).focal_plane.area < 5


def test_exposures(file, header):
    exposure = obskit.exposure(file)
    assert (exposure.id, exposure.instrument, exposure.kind, exposure.detectors) == (229388, "DECam", "science", [25])
    assert exposure.camera["S1"].number == 25 and exposure.to_dict() and exposure.observations[0].exposure_time == 200.0
    several = obskit.exposures([obskit.translate({**header, "CCDNUM": 25}), obskit.translate({**header, "EXPNUM": 1})])
    assert [one.id for one in several] == [229388, 1]
    assert obskit._catalog.default().visits(several)
    with pytest.raises(obskit.ObsKitError):
        obskit.exposure([])


def test_calibrations_say_what_they_miss(tmp_path, header):
    with pytest.raises(obskit.ObsKitError):
        obskit.Registry(tmp_path / "none.sqlite", "best")
    with pytest.raises(obskit.ObsKitError):
        obskit.Context(tmp_path / "none.json")
    with obskit.curated("DECam") as calibrations:
        with pytest.raises(obskit.ObsKitError):
            calibrations.find("nothing-of-the-kind", obskit.translate(header))
        with pytest.raises(TypeError):
            calibrations.find("bias")


def test_a_package_keeps_its_promises():
    assert obskit.conformance("DECam")["failed"] == 0


def test_raw_files(corpus):
    read = 0
    for path in sorted((corpus / "raw").iterdir()):
        try:
            with obskit.open_raw(path) as raw:
                detector = raw.detectors[0]
                image = detector.image()
                assert image.shape == detector.shape and str(image.dtype) == detector.dtype
                assert np.array_equal(obskit.read_raw(path, detector.name, dtype="float64"), image.astype("f8"), equal_nan=True)
                out = np.empty(detector.untrimmed_shape, "f4")
                assert detector.image(trim=False, out=out) is out
                assert raw[detector.number].name == detector.name and detector.observation.instrument
                with pytest.raises(obskit.NotFound):
                    raw["no such"]
                with pytest.raises(TypeError):
                    detector.image(dtype="complex64")
                read += 1
            raw.close()
        except obskit.ObsKitError as error:
            assert error.code
            assert "checksum" not in error.code or obskit.read_raw(path, verify=False).ndim == 2
    assert read
