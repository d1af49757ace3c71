"""What ObsKit's raw images are measured against: numpy on segments in memory, fitsio and numpy on files, a plain copy."""

import gzip
import os
import shutil
import time

import fitsio
import numpy

# Where the segments of an E2V chip are read from, in the order of the file: name, place in the mosaic, mirrored.
SEGMENTS = [(f"1{x}", x, 1, True) for x in range(8)] + [(f"0{x}", x, 0, False) for x in range(7, -1, -1)]
DATA, SIZE, SECTION = (10, 0, 512, 2002), (4096, 4004), (576, 2048)


def cards():
    return [dict(name=name, value=value) for name, value in (
        ("INSTRUME", "LSSTCam"), ("TELESCOP", "Simonyi Survey Telescope"), ("DATE-OBS", "2025-06-09T01:02:03.000"),
        ("DATE-BEG", "2025-06-09T01:02:03.000"), ("MJD-BEG", 60835.0430902778), ("OBSID", "MC_O_20250608_000001"),
        ("DAYOBS", "20250608"), ("SEQNUM", 1), ("CONTRLLR", "O"), ("RAFTBAY", "R22"), ("CCDSLOT", "S11"),
        ("LSST_NUM", "E2V-CCD250-382"), ("CHIPID", "R22_S11"), ("EXPTIME", 30.0), ("IMGTYPE", "OBJECT"), ("FILTER", "r_57"))]


def segments():
    """Sky, noise and a bias of every segment: what compresses as raw images do."""
    random = numpy.random.default_rng(4)
    return [(25000 + 100 * number + random.normal(0, 15, SECTION[::-1])).astype(numpy.int32) for number in range(16)]


def write(folder, images):
    """The segments as a plain, an fpack'd and a gzip'd file."""
    paths = {name: os.path.join(folder, "raw" + ending) for name, ending in (("plain", ".fits"), ("fpack", ".fits.fz"), ("gzip", ".fits.gz"))}
    for name in ("plain", "fpack"):
        with fitsio.FITS(paths[name], "rw", clobber=True) as file:
            file.write(None, header=cards())
            for (segment, *_), image in zip(SEGMENTS, images):
                header = [dict(name="DATASEC", value="[11:522,1:2002]")]
                file.write(image, extname="Segment" + segment, header=header, compress="RICE" if name == "fpack" else None)
    with open(paths["plain"], "rb") as plain, gzip.open(paths["gzip"], "wb", compresslevel=1) as packed:
        shutil.copyfileobj(plain, packed)
    return paths


def assemble(images, target):
    """The trimmed image, into memory that is there."""
    x0, y0, width, height = DATA
    for (_, x, y, mirrored), image in zip(SEGMENTS, images):
        data = image[y0:y0 + height, x0:x0 + width]
        target[y * height:(y + 1) * height, x * width:(x + 1) * width] = data[::-1, ::-1] if mirrored else data


def read(path):
    """The trimmed image of a file."""
    with fitsio.FITS(path) as file:
        images = [file["Segment" + segment].read() for segment, *_ in SEGMENTS]
    target = numpy.empty(SIZE[::-1], numpy.int32)
    assemble(images, target)
    return target


def read_into(path, target):
    """The trimmed image of a file, into memory that is there."""
    with fitsio.FITS(path) as file:
        assemble([file["Segment" + segment].read() for segment, *_ in SEGMENTS], target)


def read_amplifier(path):
    x0, y0, width, height = DATA
    with fitsio.FITS(path) as file:
        return file["Segment13"].read()[y0:y0 + height, x0:x0 + width][::-1, ::-1].copy()


def check(pixels):
    return int(pixels.reshape(-1)[::4099].sum(dtype=numpy.int64))
