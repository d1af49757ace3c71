#!/usr/bin/env python3
"""Makes a raw file with pixels of every golden header, assembles its detectors, and compares all pixels with what was painted.

usage: samples.py PROGRAM

A light-sensitive pixel has the level of its amplifier, 1500 and 100 more for each amplifier before it, and one more for each column and
row of the assembled detector. Where amplifiers are, obskit raw info says.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run(*arguments):
    return subprocess.run([str(one) for one in arguments], capture_output=True, text=True)


def image(path):
    """The first image of a FITS file; rows and columns."""
    data = path.read_bytes()
    place = 0
    while place < len(data):
        cards = {}
        ended = False
        while not ended:
            for start in range(place, place + 2880, 80):
                card = data[start:start + 80].decode()
                cards[card[:8].strip()] = card[10:].split("/")[0].strip()
                ended = ended or card[:8].strip() == "END"
            place += 2880
        axes = [int(cards[f"NAXIS{axis}"]) for axis in range(1, int(cards["NAXIS"]) + 1)]
        kind = {8: ">u1", 16: ">i2", 32: ">i4", -32: ">f4", -64: ">f8"}[int(cards["BITPIX"])]
        if len(axes) == 2:
            values = np.frombuffer(data, kind, axes[0] * axes[1], place).reshape(axes[1], axes[0])
            return values.astype(np.int32) + int(float(cards.get("BZERO", 0)))
        place += -(-(np.prod(axes, dtype=int) if axes else 0) * abs(int(cards["BITPIX"])) // 8 // 2880) * 2880
    sys.exit(f"{path} has no image")


def main():
    program = sys.argv[1]
    made = without = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for golden in sorted(ROOT.glob("Cameras/*/conformance/headers/*.yaml")):
            name = golden.relative_to(ROOT / "Cameras")
            own = ["--package", golden.parents[2]]
            raw = folder / "raw.fits"
            raw.unlink(missing_ok=True)
            sampled = run(program, "sample", "--pixels", golden, raw, *own)
            if sampled.returncode:
                if "has no camera" not in sampled.stderr:
                    sys.exit(f"{name}: {sampled.stderr}")
                without += 1
                continue
            told = run(program, "raw", "info", raw, "--format", "json", *own)
            if told.returncode:
                sys.exit(f"{name}: raw info: {told.stderr}")
            detectors = json.loads(told.stdout)["detectors"]
            for detector in detectors:
                out = folder / "out.fits"
                out.unlink(missing_ok=True)
                done = run(program, "raw", "assemble", raw, "--trim", "--detector", detector["name"], "-o", out, *own)
                if done.returncode:
                    sys.exit(f"{name}: {detector['name']}: {done.stderr}")
                found = image(out)
                wanted = np.add.outer(np.arange(found.shape[0]), np.arange(found.shape[1])).astype(np.int32) + 1500
                for number, amplifier in enumerate(detector["amplifiers"]):
                    x, y, width, height = amplifier["box"]
                    wanted[y:y + height, x:x + width] += 100 * number
                wrong = np.count_nonzero(found != wanted)
                if wrong:
                    sys.exit(f"{name}: {detector['name']}: {wrong} of {found.size} pixels are others than those that were painted")
            made += 1
            print(f"{name}: {sampled.stdout.split(': ')[-1].strip()}, {len(detectors)} detectors as painted")
    print(f"{made} golden headers assemble to what was painted; {without} are of instruments without a camera")
    if not made:
        sys.exit(1)


main()
