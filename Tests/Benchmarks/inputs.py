"""The inputs of the benchmarks: distinct DECam headers in memory and in files, and a large YAML file.

Nothing here is ObsKit's: files are written by astropy, so that both sides read what neither wrote.
"""

import datetime
import gzip
import json
import math
import os
import re

import yaml
from astropy.io import fits

SIDEREAL = 1.00273790935
STRUCTURE = re.compile(r"^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|EXTEND|Z(IMAGE|TENSION|BITPIX|NAXIS\d*|TILE\d|PCOUNT|GCOUNT|CMPTYPE|QUANTIZ|NAME\d|VAL\d|HECKSUM|DATASUM)|END|CHECKSUM|DATASUM|BZERO|BSCALE|COMMENT|HISTORY|)$")
CHIP = re.compile(r"^(EXTNAME|INHERIT|CCDNUM|DETPOS|DETECTOR|RADESYS|(DET|DATA|BIAS|TRIM|PRE|POST|AMP|CCD)SEC[AB]?|DETSIZE|GAIN[AB]|RDNOISE[AB]|SATURAT[AB]|C(RPIX|RVAL|TYPE|UNIT)\d|CD\d_\d|PV\d_\d+|LT[MV]\d.*)$")


def base_header(golden, corpus):
    """A DECam science header as a map: a whole one of the corpus, or the golden one filled up to as many cards."""
    if corpus and os.path.exists(dump := os.path.join(corpus, "headers", "fitsheader-decam.json")):
        return {k: v for k, v in json.load(open(dump)).items() if not STRUCTURE.match(k) and v is not None}
    with open(golden) as file:
        hdus = yaml.load(file, Loader=yaml.CSafeLoader)["hdus"]
    header = {**hdus[0], **hdus[1]}
    for number in range(280 - len(header)):
        header[f"FILL{number:04d}"] = [f"text {number}", number, number * 0.25][number % 3]
    return header


def sexagesimal(seconds):
    seconds %= 86400
    return f"{int(seconds // 3600):02d}:{int(seconds // 60 % 60):02d}:{seconds % 60:06.3f}"


def distinct_headers(base, count):
    """Headers of exposures that point to one place above the horizon, a minute apart, a hundred in a night.

    Number, label, dates, right ascension and filter differ; that all dates and the right ascension go together, and what
    names the detector stays as it is, keeps the header free of contradictions.
    """
    begin = datetime.datetime.fromisoformat(base["DATE-OBS"])
    end = datetime.datetime.fromisoformat(base["DTUTC"])
    hours, minutes, seconds = map(float, base["TELRA"].split(":"))
    right_ascension = hours * 3600 + minutes * 60 + seconds
    filters = ["u DECam c0006 3500.0 1000.0", "g DECam SDSS c0001 4720.0 1520.0", "r DECam SDSS c0002 6415.0 1480.0",
               "i DECam SDSS c0003 7835.0 1470.0", "z DECam SDSS c0004 9260.0 1520.0", "Y DECam c0005 10095.0 1130.0"]
    headers = []
    for number in range(count):
        night, turn = divmod(number, 100)
        elapsed = datetime.timedelta(days=night, minutes=turn)
        header = dict(base)
        start = begin + elapsed
        header.update({
            "EXPNUM": base["EXPNUM"] + number,
            "OBSID": f"ct4m{start:%Y%m%dt%H%M%S}",
            "DATE-OBS": start.isoformat(),
            "DTUTC": (end + elapsed).isoformat(),
            **({"MJD-OBS": base["MJD-OBS"] + elapsed / datetime.timedelta(days=1)} if "MJD-OBS" in base else {}),
            "TELRA": sexagesimal(right_ascension + elapsed.total_seconds() * SIDEREAL),
            "FILTER": filters[number % len(filters)],
            "OBJECT": f"field {number}",
        })
        headers.append(header)
    return headers


def fits_header(structure, cards):
    header = fits.Header(structure)
    for name, value in cards.items():
        header[name if len(name) <= 8 else f"HIERARCH {name}"] = value
    return header.tostring().encode("ascii")


PRIMARY = [("SIMPLE", True), ("BITPIX", 16), ("NAXIS", 0), ("EXTEND", True)]


def write_single(header, path, compressed=False):
    """A file of one HDU with every card but NEXTEND, which would promise others."""
    data = fits_header(PRIMARY, {k: v for k, v in header.items() if k != "NEXTEND"})
    with (gzip.open(path, "wb", 6) if compressed else open(path, "wb")) as file:
        file.write(data)


# The chips of DECam that a raw file has, CCDNUM to DETPOS: 62 of science row by row from the south, and 8 of focus.
ROWS = [range(29, 32), range(25, 29), range(20, 25), range(14, 20), range(8, 14), range(1, 8)]
CHIPS = dict(enumerate([f"S{n}" for row in ROWS for n in row] + [f"N{n}" for n in range(1, 32)], 1))
CHIPS.update({72: "FS1", 71: "FS2", 64: "FS3", 63: "FS4", 73: "FN1", 74: "FN2", 70: "FN3", 69: "FN4"})
# What is known of their serials; another serial there is another chip.
SERIALS = {1: "S3-06_123195-15-3", 25: "S3-111_107419-8-3"}


def write_mosaic(header, path, compressed=False, pixels=True):
    """A file of 70 extensions, as the camera writes them, with pixels as a hole in the file."""
    chip = {k: v for k, v in header.items() if CHIP.match(k)}
    with (gzip.open(path, "wb", 1) if compressed else open(path, "wb")) as file:
        file.write(fits_header(PRIMARY, {k: v for k, v in header.items() if not CHIP.match(k)}))
        for number, name in CHIPS.items():
            shape = [2160, 4146 if name[0] != "F" else 2098] if pixels else []
            structure = [("XTENSION", "IMAGE"), ("BITPIX", 16), ("NAXIS", len(shape))]
            structure += [(f"NAXIS{axis}", size) for axis, size in enumerate(shape, 1)] + [("PCOUNT", 0), ("GCOUNT", 1)]
            serial = SERIALS.get(number, f"chip {number}")
            own = dict(chip, INHERIT=True, EXTNAME=name, DETPOS=name, CCDNUM=number, DETECTOR=serial)
            file.write(fits_header(structure, own))
            if pixels:
                size = 2 * shape[0] * shape[1]
                size += -size % 2880
                if compressed:
                    file.write(bytes(size))
                else:
                    file.seek(size, 1)
                    file.truncate()


def write_camera_yaml(path, detectors=205):
    """A camera of 412 kB as observatories keep them: detectors of 16 amplifiers, block style, anchors and merge keys."""
    lines = ["amplifier: &amplifier", "  box:", "    min: [0, 0]", "    size: [512, 2048]", "  overscan:", "    min: [512, 0]",
             "    size: [64, 2048]", "  linearity:", "    type: PROPORTIONAL", "    maximum: 142857", "  flip: [false, true]",
             "detector: &detector", "  kind: science", "  size: [4096, 4096]", "  pixel_size_mm: 0.01", "detectors:"]
    for number in range(detectors):
        lines += [f"  R{number // 9:02d}_S{number % 9:02d}:", "    <<: *detector", f"    id: {number}",
                  f"    serial: 'E2V-CCD250-{number:03d}'", "    reference_pixel:", "      x: 2047.5", "      y: 2047.5",
                  "    position_mm:", f"      x: {number * 1.25:.4f}", f"      y: {number * -0.75:.4f}", "      z: 0.0",
                  "    yaw_deg: 0.0", "    pitch_deg: 0.0", "    roll_deg: 0.0", "    corner: [-20.48, -20.48]",
                  "    transpose: false", "    amplifiers:"]
        for amp in range(16):
            lines += [f"      C{amp // 8}{amp % 8}:", "        <<: *amplifier", f"        segment: {amp}",
                      f"        gain: {1 + amp / 64 + number / 1000:.7f}", f"        read_noise: {4 + amp / 16:.6f}"]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def camera_headers(corpus, count):
    """Headers of other cameras by name, made of whole ones of the corpus as the DECam headers are."""

    def load(name):
        with open(os.path.join(corpus, "headers", name)) as file:
            return {k: v for k, v in json.load(file).items() if not STRUCTURE.match(k)}

    hsc = load("fitsheader-hsc.json")
    lsstcam = load("lsstCam-MC_O_20250415_000228_R10_S20.json")
    latiss = load("latiss-AT_O_20240624_000106_R00_S00-patched.json")
    return {
        "HSC": [hsc_header(hsc, number) for number in range(count)],
        "LSSTCam": [rubin_header(lsstcam, "MC_O", number) for number in range(count)],
        "LATISS": [rubin_header(latiss, "AT_O", number) for number in range(count)],
        # Not SDSS, for whose telescope the peer asks the network.
        **{name: [{**load(file), "OBJECT": f"field {number}"} for number in range(count)] for name, file in (
            ("MegaPrime", "fitsheader-megaprime.json"), ("SuprimeCam", "fitsheader-suprimecam-CORR40535770.json"))},
    }


def turned(number):
    """How long after the first exposure another one is, and how many degrees the sky turns meanwhile."""
    night, turn = divmod(number, 100)
    elapsed = datetime.timedelta(days=night, minutes=turn)
    return elapsed, elapsed.total_seconds() * SIDEREAL / 240


def hsc_header(base, number):
    elapsed, degrees = turned(number)
    start = datetime.datetime.fromisoformat(f"{base['DATE-OBS']}T{base['UT-STR']}") + elapsed
    end = datetime.datetime.fromisoformat(f"{base['DATE-OBS']}T{base['UT-END']}") + elapsed
    days = elapsed.total_seconds() / 86400
    hours, minutes, seconds = map(float, base["RA2000"].split(":"))
    right_ascension = sexagesimal(hours * 3600 + minutes * 60 + seconds + degrees * 240)
    exposure = 904024 + 2 * number
    return {
        **base, "EXP-ID": f"HSCA{exposure:06d}00", "FRAMEID": f"HSCA{exposure:06d}{number % 100:02d}",
        "DATE-OBS": f"{start:%Y-%m-%d}", "UT-STR": start.time().isoformat("milliseconds"),
        "UT": (datetime.datetime.fromisoformat(f"{base['DATE-OBS']}T{base['UT']}") + elapsed).time().isoformat("milliseconds"),
        "UT-END": end.time().isoformat("milliseconds"), "MJD": base["MJD"] + days, "MJD-STR": base["MJD-STR"] + days,
        "MJD-END": base["MJD-END"] + days, "RA": right_ascension, "RA2000": right_ascension,
        "FILTER01": ["HSC-g", "HSC-r", "HSC-i", "HSC-z", "HSC-Y"][number % 5], "OBJECT": f"field {number}",
    }


def turned_position(right_ascension, declination, degrees, years):
    """A position (ICRS, degrees) turned with the sky, about the pole of a date so many years after 2000.

    The pole wanders by 2004.19 arcseconds of X a century (IERS Conventions 2010, 5.4.1), which is enough for alt/az and
    position to contradict each other within an hour.
    """
    alpha, delta, angle = map(math.radians, (right_ascension, declination, degrees))
    tilt = math.radians(2004.19 / 3600 * years / 100)
    pole = (math.sin(tilt), 0.0, math.cos(tilt))
    place = (math.cos(delta) * math.cos(alpha), math.cos(delta) * math.sin(alpha), math.sin(delta))
    along = sum(a * b for a, b in zip(pole, place)) * (1 - math.cos(angle))
    across = (
        pole[1] * place[2] - pole[2] * place[1], pole[2] * place[0] - pole[0] * place[2],
        pole[0] * place[1] - pole[1] * place[0],
    )
    x, y, z = (p * math.cos(angle) + c * math.sin(angle) + a * along for p, c, a in zip(place, across, pole))
    return math.degrees(math.atan2(y, x)) % 360, math.degrees(math.asin(z))


def rubin_header(base, label, number):
    elapsed, degrees = turned(number)
    night, turn = divmod(number, 100)
    day = datetime.datetime.strptime(str(base["DAYOBS"]), "%Y%m%d") + datetime.timedelta(days=night)
    header = dict(base)
    header.update({
        "OBSID": f"{label}_{day:%Y%m%d}_{base['SEQNUM'] + turn:06d}", "DAYOBS": f"{day:%Y%m%d}",
        "SEQNUM": base["SEQNUM"] + turn, "OBJECT": f"field {number}",
    })
    for name in ("DATE", "DATE-OBS", "DATE-BEG", "DATE-END", "DATE-TRG"):
        if name in base:
            date = datetime.datetime.fromisoformat(base[name]) + elapsed
            header[name] = date.isoformat(timespec="milliseconds")
    for name in ("MJD", "MJD-OBS", "MJD-BEG", "MJD-END", "MJD-TRG"):
        if name in base:
            header[name] = base[name] + elapsed.total_seconds() / 86400
    for ra, dec in (("RA", "DEC"), ("RASTART", "DECSTART"), ("RAEND", "DECEND")):
        if base.get(ra):
            header[ra], header[dec] = turned_position(base[ra], base[dec], degrees, day.year - 2000)
    group, _, snap = str(base["GROUPID"]).partition("#")
    header["GROUPID"] = (datetime.datetime.fromisoformat(group) + elapsed).isoformat(timespec="milliseconds") + (snap and "#" + snap)
    return header
