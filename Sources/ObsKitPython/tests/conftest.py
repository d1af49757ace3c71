"""Headers and files that the tests share. They are made here; a corpus of real ones is used where OBSKIT_CORPUS names it."""

import json
import os
import pathlib

import pytest

DECAM = {
    "INSTRUME": "DECam", "TELESCOP": "CTIO 4.0-m telescope", "OBSTYPE": "object", "CCDNUM": 25, "DETPOS": "S1",
    "DATE-OBS": "2013-09-01T06:02:55.754", "TIMESYS": "UTC", "EXPTIME": 200.0, "EXPREQ": 200.0, "DARKTIME": 201.5, "EXPNUM": 229388,
    "OBSID": "ct4m20130901t060255", "FILTER": "z DECam SDSS c0004 9260.0 1520.0", "OBJECT": "hex", "PROPID": "2012B-0001",
    "TELRA": "02:51:16.790", "TELDEC": "-00:00:05.699", "RADESYS": "FK5", "ZD": 50.46, "AZ": 61.24, "AIRMASS": 1.57,
    "OBS-LONG": 70.81489, "OBS-LAT": -30.16606, "OBS-ELEV": 2215.0, "OUTTEMP": 11.9, "PRESSURE": 779.0, "HUMIDITY": 23.0,
    "TELFOCUS": "-2439.52,-3332.57,2497.32,100.13,-210.58, 0.00", "PROCTYPE": "raw", "DETECTOR": "S3-111_107419-8-3",
}


@pytest.fixture
def header():
    """A header of DECam as a dict."""
    return dict(DECAM)


@pytest.fixture(scope="session")
def fits_header():
    """The same header as astropy has it."""
    fits = pytest.importorskip("astropy.io.fits")
    made = fits.Header()
    for keyword, value in DECAM.items():
        made.append((keyword, value))
    return made


@pytest.fixture(scope="session")
def cards(fits_header):
    """The same header as bytes."""
    return fits_header.tostring(sep="", endcard=True, padding=False).encode()


@pytest.fixture(scope="session")
def file(fits_header, tmp_path_factory):
    """A FITS file with the header."""
    fits = pytest.importorskip("astropy.io.fits")
    path = tmp_path_factory.mktemp("files") / "decam.fits"
    fits.PrimaryHDU(header=fits_header).writeto(path)
    return str(path)


@pytest.fixture(scope="session")
def corpus():
    """The folder of real headers."""
    named = os.environ.get("OBSKIT_CORPUS")
    if not named:
        pytest.skip("OBSKIT_CORPUS names no corpus of headers")
    return pathlib.Path(named)


@pytest.fixture(scope="session")
def headers(corpus):
    """All headers of the corpus by their names."""
    return {path.name: json.loads(path.read_text()) for path in sorted((corpus / "headers").glob("*.json"))}
