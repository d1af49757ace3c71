#!/usr/bin/env python3
"""Inputs to begin with, for each fuzz target a folder of them: made of the project's own files, and of what lies beside it.

usage: seeds.py FOLDER [CORPUS]      CORPUS is the folder of real headers; the files of `cases` beside it are taken too
"""

import gzip
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 60_000
# As `run` gives it to FuzzPackages.
LONGEST_PACKAGE = 40_000

PRIMARY = "SIMPLE  =                    T\nBITPIX  =                   16\nNAXIS   =                    0\nEXTEND  =                    T\nINSTRUME= 'Foo     '\n\n"


def image(bits, more=""):
    return (f"XTENSION= 'IMAGE   '\nBITPIX  = {bits:20d}\nNAXIS   =                    2\nNAXIS1  =                    8\n"
            f"NAXIS2  =                    6\nPCOUNT  =                    0\nGCOUNT  =                    1\n{more}\n#{48 * abs(bits) // 8}\n")


def tiles(kind, bits=16, more="", rows=6, heap=256):
    return (f"XTENSION= 'BINTABLE'\nBITPIX  =                    8\nNAXIS   =                    2\nNAXIS1  =                    8\n"
            f"NAXIS2  = {rows:20d}\nPCOUNT  = {heap:20d}\nGCOUNT  =                    1\nTFIELDS =                    1\n"
            f"TTYPE1  = 'COMPRESSED_DATA'\nTFORM1  = '1PB(64) '\nZIMAGE  =                    T\nZBITPIX = {bits:20d}\n"
            f"ZNAXIS  =                    2\nZNAXIS1 =                    8\nZNAXIS2 =                    6\n"
            f"ZTILE1  =                    8\nZTILE2  =                    1\nZCMPTYPE= '{kind:8s}'\n{more}\n#{8 * rows + heap}\n")


def descriptors(rows=6, length=32):
    return b"".join(length.to_bytes(4, "big") + (row * length).to_bytes(4, "big") for row in range(rows))


def fits_seeds():
    data = bytes(range(256)) * 8
    yield (PRIMARY + image(16) + image(-32)).encode() + b"\0" + data
    yield (PRIMARY + image(16, "BZERO   =                32768\nBLANK   =               -32768\n")).encode() + b"\0" + data
    for kind, more in (("RICE_1", "ZNAME1  = 'BLOCKSIZE'\nZVAL1   =                   32\nZNAME2  = 'BYTEPIX '\nZVAL2   =                    2\n"),
                       ("GZIP_1", ""), ("GZIP_2", ""), ("PLIO_1", ""), ("HCOMPRESS_1", "ZNAME1  = 'SCALE   '\nZVAL1   =                  0.0\n")):
        yield (PRIMARY + tiles(kind, more=more)).encode() + b"\0" + descriptors() + data
        yield (PRIMARY + tiles(kind, -32, more + "ZQUANTIZ= 'SUBTRACTIVE_DITHER_1'\nZDITHER0=                    1\nZBLANK  =          -2147483648\n")).encode() + b"\0" + descriptors() + data


def beside(corpus, ending):
    folder = pathlib.Path(corpus).parent / "cases" if corpus else None
    for path in sorted(folder.rglob("*")) if folder and folder.is_dir() else []:
        if path.is_file() and ending(path) and path.stat().st_size <= LIMIT:
            yield path.read_bytes()


def packages():
    """Whole packages, as long as one is no longer than an input may be: without one of its files nothing of it is translated."""
    for folder in sorted((ROOT / "Cameras").iterdir()):
        if not (folder / "package.yaml").is_file():
            continue
        text = b""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.suffix in (".yaml", ".tsv", ".ecsv") and not name.startswith(("conformance", "Embedded")):
                text += f"@ {name}\n".encode() + path.read_bytes()
        if len(text) <= LONGEST_PACKAGE:
            yield text


EXPORT = b"""{"schema": "obskit/calibrations/1",
"kinds": {"schema": "obskit/calibration-kinds/1", "kinds": [{"name": "bias", "about": "The signal of no time.", "keys": {"detector": {"match": "exact"}}, "policy": "begin", "format": "image"}]},
"collections": [{"name": "best", "form": "always-valid"}, {"name": "night", "form": "validity-ranged"}],
"datasets": [{"id": "5019c05d-f8a7-4388-9030-75fcdf61af76", "kind": "bias", "keys": {"detector": 3}, "uri": "f.fits", "size": 5}],
"certifications": [{"collection": "night", "dataset": "5019c05d-f8a7-4388-9030-75fcdf61af76", "kind": "bias", "keys": {"detector": 3}, "begin": "2024-01-01", "end": "2024-02-01"}]}
"""


def seeds(corpus):
    fits = list(fits_seeds())
    raw = list(beside(corpus, lambda path: ".fits" in path.name))
    yield "FuzzCards", raw + [b"KEY     = 'text''s    ' / comment" + b" " * 47 + b"HIERARCH ESO DET DIT = 0.5" + b" " * 54]
    yield "FuzzChains", [b"\1" + seed for seed in fits]
    yield "FuzzTiles", [b"\1" + seed for seed in fits] + [b"\0" + seed for seed in raw]
    yield "FuzzGzip", [b"\0" + gzip.compress(seed, mtime=0) for seed in raw[:20]] + [b"\0" + seed for seed in beside(corpus, lambda path: path.name.endswith(".gz"))]
    texts = list(beside(corpus, lambda path: path.suffix in (".yaml", ".json")))
    yield "FuzzYAML", [b"\0" + text for text in texts] + [b"\2(a|b)*c{2,3}\\d+\0abcc12"]
    ecsv = list(beside(corpus, lambda path: path.suffix == ".ecsv"))
    if corpus:
        ecsv += [path.read_bytes() for path in sorted((pathlib.Path(corpus) / "curated").rglob("*.ecsv")) if path.stat().st_size <= LIMIT]
    yield "FuzzTables", [bytes([3 * kind]) + text for text in ecsv for kind in range(3)] + [
        b"\0# %ECSV 1.0\n# ---\n# datatype:\n# - {name: x0, datatype: int32}\n# - {name: y0, datatype: int32}\n# meta: {OBSTYPE: defects}\nx0 y0\n1 2\n"]
    yield "FuzzTimes", [b"\0" + text for text in (b"2021-02-03T04:05:06.789", b"2021-02-03\n04:05:06.789", b"31/08/95", b"2016-12-31T23:59:60",
                                                   b"12:34:56.7", b"-05d06m07s", b"UTC(NTP)", b"1997-01-02\n24:00:00")]
    # An export is JSON and YAML.
    yield "FuzzExports", [b"\0" + EXPORT, b"\1" + EXPORT]
    yield "FuzzPackages", list(packages())


def main():
    folder, corpus = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    for target, inputs in seeds(corpus):
        (folder / target).mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(inputs):
            (folder / target / f"seed-{number:04d}").write_bytes(seed[:LIMIT])


if __name__ == "__main__":
    main()
