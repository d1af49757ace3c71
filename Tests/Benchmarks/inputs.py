"""The inputs of the benchmarks: distinct DECam headers in memory and in files, and a large YAML file.

Nothing here is ObsKit's: files are written by astropy, so that both sides read what neither wrote.
"""

import datetime
import gzip
import json
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

    Number, label, dates, right ascension, filter and detector differ; that the time and the right ascension go
    together keeps the header free of contradictions.
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
        name = f"{'NS'[number % 2]}{number % 31 + 1}"
        header.update({
            "EXPNUM": base["EXPNUM"] + number,
            "OBSID": f"ct4m{start:%Y%m%dt%H%M%S}",
            "DATE-OBS": start.isoformat(),
            "DTUTC": (end + elapsed).isoformat(),
            "TELRA": sexagesimal(right_ascension + elapsed.total_seconds() * SIDEREAL),
            "FILTER": filters[number % len(filters)],
            "OBJECT": f"field {number}",
            "CCDNUM": number % 62 + 1,
            "DETPOS": name,
            "EXTNAME": name,
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
    """A file of one HDU with every card."""
    data = fits_header(PRIMARY, header)
    with (gzip.open(path, "wb", 6) if compressed else open(path, "wb")) as file:
        file.write(data)


def write_mosaic(header, path, compressed=False, pixels=True):
    """A file of 70 extensions, as the camera writes them, with pixels as a hole in the file."""
    chip = {k: v for k, v in header.items() if CHIP.match(k)}
    names = [f"{half}{n}" for half in "SN" for n in range(1, 32)] + [f"F{half}{n}" for half in "SN" for n in range(1, 5)]
    with (gzip.open(path, "wb", 1) if compressed else open(path, "wb")) as file:
        file.write(fits_header(PRIMARY, {k: v for k, v in header.items() if k not in chip}))
        for number, name in enumerate(names, 1):
            shape = [2160, 4146 if number <= 62 else 2098] if pixels else []
            structure = [("XTENSION", "IMAGE"), ("BITPIX", 16), ("NAXIS", len(shape))]
            structure += [(f"NAXIS{axis}", size) for axis, size in enumerate(shape, 1)] + [("PCOUNT", 0), ("GCOUNT", 1)]
            own = dict(chip, INHERIT=True, EXTNAME=name, DETPOS=name, CCDNUM=number, DETECTOR=f"chip {number}")
            file.write(fits_header(structure, own))
            if pixels:
                size = 2 * shape[0] * shape[1]
                size += -size % 2880
                if compressed:
                    file.write(bytes(size))
                else:
                    file.seek(size, 1)
                    file.truncate()


def write_camera_yaml(path, size):
    """A camera of 205 detectors with 16 amplifiers each, with anchors and merge keys, until the size is reached."""
    lines = ["amplifier: &amplifier", "  gain: 1.0", "  read_noise: 4.5", "  saturation: 150000.0", "  flip: [false, true]",
             "  overscan: {min: [512, 0], size: [64, 2048]}", "detectors:"]
    length = sum(len(line) + 1 for line in lines)
    detector = 0
    while length < size:
        new = [f"  R{detector // 9:02d}_S{detector % 9:02d}:", f"    id: {detector}", f"    serial: 'E2V-CCD250-{detector:03d}'",
               f"    position_mm: [{detector * 1.25:.4f}, {detector * -0.75:.4f}, 0.0]", "    amplifiers:"]
        for amp in range(16):
            new += [f"      C{amp:02d}:", "        <<: *amplifier", f"        gain: {1 + amp / 64 + detector / 1000:.6f}",
                    f"        box: {{min: [{amp % 8 * 512}, {amp // 8 * 2048}], size: [512, 2048]}}"]
        lines += new
        length += sum(len(line) + 1 for line in new)
        detector += 1
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
