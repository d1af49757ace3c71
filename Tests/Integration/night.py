#!/usr/bin/env python3
"""What the part night compares: the program of Documentation/examples/night with the command, and a document with what it prints.

usage: night.py needed FILES                    each calibration that an exposure asks for: instrument, kind, detector, filter
       night.py compare FILES LINES IMAGES      the lines and images of the program with what the command says of the files
       night.py bare FILES LINES IMAGES         the same of the programs in C and C++, whose images are pixels and nothing else
       night.py document DOCUMENT SOURCES       writes the blocks ```swift of a document as the one main.swift of a folder
       night.py printed DOCUMENT LINES          compares what it printed with the ```text behind them

OBSKIT_PROGRAM is the command, OBSKIT_REGISTRY the registry, whose collection is best.
"""
import array
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

NOTHING = "-"


def command(*words):
    """What the command prints; its diagnostics are not of interest here."""
    return subprocess.run([os.environ["OBSKIT_PROGRAM"], *map(str, words)], capture_output=True, text=True).stdout


def objects(*words):
    """The objects of a list in JSON; none where the command has nothing to print."""
    text = command(*words, "--format", "json")
    found = json.loads(text) if text.strip() else []
    return found if isinstance(found, list) else [found]


def answers(file):
    """The calibrations of the exposure in a file; none where its instrument requires none."""
    return [answer for one in objects("calib", "find", file, "--in", "best") for answer in one["answers"]]


def needed(files):
    for file in sorted(pathlib.Path(files).iterdir()):
        for one in objects("calib", "find", file, "--in", "best"):
            for answer in one["answers"]:
                filter = one["physical_filter"] if answer["kind"] == "flat" else ""
                print(one["instrument"], answer["kind"], answer["detector"], filter, sep="\t")


def date(day, part):
    """The date of a Julian date in two parts, TAI, which the wire form of observations has."""
    days = datetime.timedelta(days=day - 2440587.5) + datetime.timedelta(days=part)
    return f"{datetime.datetime(1970, 1, 1) + days:%Y-%m-%dT%H:%M:%S} TAI"


def expected(file):
    """What the line of the exposure in a file is to say, and the sky cards of its first detector."""
    records = [json.loads(line) for line in command("translate", "--format", "ndjson", file).splitlines()]
    records = [record for record in records if record.get("info")]
    if not records:
        return None, None
    first, info = records[0], records[0]["info"]
    camera = objects("camera", first["instrument"], "--at", date(*info["datetime_begin"]))
    sky = next(iter(objects("wcs", file)), None)
    cards = {name: value for name, value, _ in sky["cards"]} if sky else {}
    calibrations = ",".join(
        f"{one['kind']} {one['detector']} {one['dataset']['id'] if one['dataset'] else NOTHING}" for one in answers(file))
    line = [
        first["instrument"], info["observation_id"], info["physical_filter"], camera[0]["contentHash"] if camera else NOTHING,
        f"{cards['CRVAL1']},{cards['CRVAL2']}" if cards else NOTHING, calibrations,
    ]
    return line, cards


def read(path):
    """The cards of the primary header, as a list, and the pixels as numbers."""
    data = path.read_bytes()
    cards, place = [], 0
    while True:
        card = data[place:place + 80].decode("ascii")
        place += 80
        if card.rstrip() == "END":
            break
        cards.append((card[:8].rstrip(), card[10:].split(" /")[0].strip()))
    start = -(-place // 2880) * 2880
    values = dict(cards)
    count = int(values["NAXIS1"]) * int(values["NAXIS2"])
    pixels = array.array({"16": "h", "-32": "f"}[values["BITPIX"]])
    pixels.frombytes(data[start:start + count * pixels.itemsize])
    pixels.byteswap()
    zero = int(float(values.get("BZERO", "0")))
    return cards, (int(values["NAXIS1"]), int(values["NAXIS2"])), [pixel + zero for pixel in pixels] if zero else list(pixels)


def compare(files, lines, images):
    texts = pathlib.Path(lines).read_text().splitlines()
    found = [line.split("\t") for line in texts if not line.startswith("visits of ")]
    count = 0
    for file in sorted(pathlib.Path(files).iterdir()):
        wanted, sky = expected(file)
        if wanted is None:
            continue
        line = found[count]
        count += 1
        assert line[:-1] == wanted, f"{file}:\n{line[:-1]}, and the command says\n{wanted}"
        names = [one["name"] for group in objects("visits", file) for one in group["visits"]]
        assert f"visits of {wanted[0]}: {json.dumps(names)}" in texts, (wanted[0], names)
        is_pixels = wanted[0] in ("DECam", "MegaPrime")
        assert (line[-1] != NOTHING) == is_pixels, line
        if not is_pixels:
            continue
        detector = line[-1].removesuffix(".fits").split("-")[-1]
        whole = pathlib.Path("assembled.fits")
        whole.unlink(missing_ok=True)
        command("raw", "assemble", file, "--detector", detector, "--trim", "-o", whole)
        cards, size, pixels = read(pathlib.Path(images) / line[-1])
        _, other_size, other_pixels = read(whole)
        assert size == other_size and pixels == other_pixels, f"the pixels of {line[-1]} are not those of raw assemble"
        assert len(set(pixels)) > 1000, "the image is not flat"
        names = [name for name, _ in cards]
        for name, value in sky.items():
            if name == "COMMENT":
                continue
            assert names.count(name) == 1, f"{name} is there {names.count(name)} times"
            text = dict(cards)[name].strip("'").rstrip()
            assert text == value if isinstance(value, str) else float(text.replace("D", "E")) == value, (name, text, value)
        print(f"{line[-1]}: {size[0]} x {size[1]} pixels, {len(sky)} sky cards")
    assert count == len(found) == 6, f"{count} exposures by the command, {len(found)} by the program"
    missing = [one for line in found for one in line[5].split(",") if one.endswith(" -")]
    assert missing and all(one.startswith("linearizer") for one in missing), missing
    print(f"{count} instruments: the program and the command say the same; {len(missing)} calibrations are missing, as they should")


def bare(files, lines, images):
    found = [line.split("\t") for line in pathlib.Path(lines).read_text().splitlines()]
    count = 0
    for file in sorted(pathlib.Path(files).iterdir()):
        wanted, _ = expected(file)
        if wanted is None:
            continue
        line = found[count]
        count += 1
        numbers = [[float(part) for part in text.split(",")] if text != NOTHING else text for text in (line[4], wanted[4])]
        assert numbers[0] == numbers[1], (line[4], wanted[4])
        assert line[:4] + [line[5] or NOTHING] == wanted[:4] + [wanted[5] or NOTHING], f"{file}:\n{line}, and the command says\n{wanted}"
        assert (line[6] != NOTHING) == (wanted[0] in ("DECam", "MegaPrime")), line
        if line[6] == NOTHING:
            continue
        whole = pathlib.Path("assembled.fits")
        whole.unlink(missing_ok=True)
        command("raw", "assemble", file, "--detector", line[6].split("-")[-1], "--trim", "-o", whole)
        _, size, pixels = read(whole)
        raw = array.array("f", (pathlib.Path(images) / f"{line[6]}.f32").read_bytes())
        assert len(raw) == size[0] * size[1] and list(raw) == pixels, f"the pixels of {line[6]} are not those of raw assemble"
    assert count == len(found) == 6, f"{count} exposures by the command, {len(found)} by the program"
    print(f"{count} instruments: the program and the command say the same, pixels too")


def blocks(document, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", pathlib.Path(document).read_text(), re.MULTILINE | re.DOTALL)


def main():
    mode, *words = sys.argv[1:]
    if mode == "needed":
        needed(*words)
    elif mode == "compare":
        compare(*words)
    elif mode == "bare":
        bare(*words)
    elif mode == "document":
        document, sources = words
        for file in pathlib.Path(sources).iterdir():
            file.unlink()
        found = blocks(document, "swift")
        assert len(found) >= 6, f"{document} has {len(found)} programs"
        (pathlib.Path(sources) / "main.swift").write_text("\n".join(found))
    elif mode == "printed":
        document, lines = words
        wanted = "".join(blocks(document, r"swift\n.*?^```\n\s*```text")).splitlines()
        found = pathlib.Path(lines).read_text().splitlines()
        agree = len(wanted) == len(found) and all(
            re.fullmatch(".*".join(map(re.escape, one.split("…"))), other) for one, other in zip(wanted, found))
        assert agree, "the document says:\n" + "\n".join(wanted) + "\nand it printed:\n" + "\n".join(found)
        print(f"{document}: {len(found)} lines as it says")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
