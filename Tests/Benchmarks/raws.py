"""What ObsKit's raw images are measured against: numpy on segments in memory, fitsio and numpy on files, a plain copy."""

import gzip
import os
import shutil
import time
import zlib

import fitsio
import numpy
import yaml
from astropy.io import fits

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


# What an image of DECam is calibrated by, the same for each detector: numbers that floating-point arithmetic has exactly.
def calibration(size):
    places = numpy.arange(size)
    bad = numpy.zeros(size, bool)
    bad[::4099] = True
    return (1000 + places % 16 / 4).astype(numpy.float32), (1 + places % 8 / 32).astype(numpy.float32), bad


def write_mosaic(path, golden, detectors):
    """An fpack'd exposure of DECam: the primary cards of the golden header, and an image of noise for each detector."""
    with open(golden) as file:
        primary = yaml.safe_load(file)["hdus"][0]
    width = max(a["rawBBox"]["x0"] + a["rawBBox"]["w"] for a in detectors[0]["amps"])
    height = max(a["rawBBox"]["y0"] + a["rawBBox"]["h"] for a in detectors[0]["amps"])
    noise = (2000 + numpy.random.default_rng(7).normal(0, 12, height * width)).astype(numpy.uint16)
    with fitsio.FITS(path, "rw", clobber=True) as file:
        file.write(None, header=[dict(name=name, value=value) for name, value in primary.items()])
        for detector in detectors:
            image = numpy.roll(noise, 1013 * detector["id"]).reshape(height, width)
            header = [dict(name="INHERIT", value=True), dict(name="CCDNUM", value=detector["id"]), dict(name="DETPOS", value=detector["name"])]
            file.write(image, extname=detector["name"], header=header, compress="RICE")


def assemble_mosaic(data, detector, target):
    for amplifier in detector["amps"]:
        raw, box = amplifier["rawDataBBox"], amplifier["bbox"]
        target[box["y0"]:box["y0"] + box["h"], box["x0"]:box["x0"] + box["w"]] = \
            data[raw["y0"]:raw["y0"] + raw["h"], raw["x0"]:raw["x0"] + raw["w"]]


def calibrate(path, output, detectors):
    """Each detector assembled, without its bias, divided by its flat, bad pixels undefined, written."""
    box = detectors[0]["bbox"]
    bias, flat, bad = (part.reshape(box["h"], box["w"]) for part in calibration(box["w"] * box["h"]))
    image = numpy.empty((box["h"], box["w"]), numpy.float32)
    if os.path.exists(output):
        os.remove(output)
    fits.PrimaryHDU().writeto(output)
    with fits.open(path) as file, fits.open(output, mode="append", memmap=False) as written:
        for detector in detectors:
            assemble_mosaic(file[detector["name"]].data, detector, image)
            image -= bias
            image /= flat
            image[bad] = numpy.nan
            written.append(fits.ImageHDU(image, name=detector["name"]))
            written.flush()
            del written[1:]


def differing(first, second, detectors):
    """In how many pixels two calibrated files differ."""
    with fits.open(first) as one, fits.open(second) as other:
        return sum(int((~numpy.equal(one[d["name"]].data, other[d["name"]].data)
                        & ~(numpy.isnan(one[d["name"]].data) & numpy.isnan(other[d["name"]].data))).sum()) for d in detectors)


def limits(paths):
    """What the machine itself takes, in ms: the bytes of the plain file read into a buffer, those of the gzip'd one inflated, an image of memory
    written for the first time and once more."""
    def best(work):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times) * 1e3

    def read():
        buffer = bytearray(1 << 20)
        with open(paths["plain"], "rb", buffering=0) as file:
            while file.readinto(buffer):
                pass

    def inflate():
        stream = zlib.decompressobj(31)
        with open(paths["gzip"], "rb", buffering=0) as file:
            while part := file.read(1 << 18):
                stream.decompress(part)

    def fresh():
        numpy.empty(SIZE[::-1], numpy.int32).fill(1)

    there = numpy.empty(SIZE[::-1], numpy.int32)
    return {"read": best(read), "inflate": best(inflate), "fresh": best(fresh), "again": best(lambda: there.fill(1))}
