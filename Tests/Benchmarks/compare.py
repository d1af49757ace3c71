#!/usr/bin/env python3
"""ObsKit against astro_metadata_translator, PyYAML, AST and lsst-daf-butler on the same inputs, in one run, taking turns.

usage: compare.py --programs FOLDER --obskit FILE --golden FILE --packages FOLDER [--corpus FOLDER] [--headers N]
                  [--runs N] [--profile FILE]

Each figure is the median of the runs. Ratios are of elapsed time; what one core does in a second is by processor time, which
other programs on the machine disturb less; where the best of the runs is more than a twentieth faster, it stands beside. The exit
status says whether both sides did the work, not how fast they were.
"""

import argparse
import copy
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import cameras
import inputs
import programs
from programs import Program, Times

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import yaml
from astropy.utils import iers

iers.conf.auto_download = False

from astro_metadata_translator import ObservationInfo
from astro_metadata_translator.file_helpers import read_basic_metadata_from_file
from astro_metadata_translator.translators import DecamTranslator


def seconds(work):
    start, processor = time.perf_counter(), time.process_time()
    work()
    return Times(time.perf_counter() - start, time.process_time() - processor)


class Table:
    def __init__(self):
        self.rows = []

    def add(self, story, ours, peer, unit, each):
        """A row: the times of both, one for each run, for `each` things."""
        scale = {"ns": 1e9, "µs": 1e6, "ms": 1e3}[unit]
        elapsed = statistics.median(times.elapsed for times in ours) / each
        processor = statistics.median(times.processor for times in ours) / each
        rate = f"{1 / processor:,.0f}/s" if processor else "–"
        least = min(times.processor for times in ours) / each
        if processor > 1.05 * least > 0:
            rate += f" (best {1 / least:,.0f}/s)"
        row = [story, f"{elapsed * scale:.2f} {unit}", rate, "", ""]
        if peer:
            peer = statistics.median(times.elapsed for times in peer) / each
            row[3:] = [f"{peer * scale:,.1f} {unit}", f"{peer / elapsed:,.{0 if peer > 10 * elapsed else 1}f}×"]
        self.rows.append(row)
        print("  ".join(row), file=sys.stderr, flush=True)

    def note(self, story, text):
        self.rows.append([story, text, "", "", ""])
        print(f"{story}  {text}", file=sys.stderr, flush=True)

    def print(self):
        print("| what | ObsKit | a second and core | peer | ratio |\n|---|--:|--:|--:|--:|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def camera_speeds(options, key):
    """What the peer of a camera did in a second, of a file that was measured elsewhere; empty without it."""
    if not options.speeds:
        return {}
    with open(options.speeds) as file:
        speeds = json.load(file)
    return {name: speeds[story][key] for name, story in (("LSSTCam", "LSSTCam(sci)"), ("LATISS", "LATISS(sci)")) if story in speeds}


def cameras_in_memory(table, options, folder):
    if not options.corpus:
        table.note("headers of other cameras", "not measured: they are made of those of OBSKIT_CORPUS")
        return
    speeds = camera_speeds(options, "full")
    for name, headers in inputs.camera_headers(options.corpus, options.headers).items():
        path = os.path.join(folder, f"{name}.json")
        with open(path, "w") as file:
            json.dump(headers, file)
        program = Program(os.path.join(options.programs, "TranslateHeaders"), path)
        ours, peer = [], []
        for _ in range(options.runs):
            ours.append(program.run("images", len(headers)))
            if name not in ("LSSTCam", "LATISS"):
                copies = copy.deepcopy(headers)
                peer.append(seconds(lambda: [ObservationInfo(h) for h in copies]))
        program.close()
        stored = [Times(len(headers) / speeds[name], 0)] if name in speeds else []
        table.add(f"{name} header in memory" + ("" if peer else " (the peer's speed is a stored one)"), ours, peer or stored, "µs", len(headers))


def packed(table, options, folder):
    path = options.corpus and os.path.join(options.corpus, "raw", "lsstCam-30211212000310-R22-S22-det098.fits")
    if not path or not os.path.exists(path):
        table.note("an fpack file of LSSTCam", "not measured: it is one of OBSKIT_CORPUS")
        return
    count = 200
    program = file_program(options, folder, "packed", [path] * count)
    ours = [program.run("all", count) for _ in range(options.runs)]
    program.close()
    speed = camera_speeds(options, "read_basic(-1)+translate").get("LSSTCam")
    table.add("fpack file of LSSTCam (the peer's speed is a stored one)", ours, [Times(count / speed, 0)] if speed else [], "µs", count)


def correction_tables(table, options, folder):
    program = Program(os.path.join(options.programs, "CorrectionTables"), options.packages)
    loads, finds = [program.run("load") for _ in range(options.runs)], [program.run("find") for _ in range(options.runs)]
    program.close()
    rows = 0
    with open(os.path.join(options.packages, "LSST", "LATISS", "corrections", "rotator.tsv")) as file:
        rows = sum(1 for line in file if line.strip() and not line.startswith(("#", "OBSID")) and ".." not in line.split("\t")[0])
    table.add("corrections of LATISS, thousands of rows, loaded", loads, [], "ms", 1)
    table.add("a correction looked up in them", finds, [], "ns", rows)


def in_memory(table, options, folder, headers):
    path = os.path.join(folder, "headers.json")
    with open(path, "w") as file:
        json.dump(headers, file)
    program = Program(os.path.join(options.programs, "TranslateHeaders"), path)
    times = {"images": [], "values": [], "bytes": [], "peer": []}
    for _ in range(options.runs):
        for name in ("images", "values", "bytes"):
            times[name].append(program.run(name, len(headers)))
        # The peer writes into the header that it is given.
        copies = copy.deepcopy(headers)
        times["peer"].append(seconds(lambda: [ObservationInfo(h) for h in copies]))
    program.close()
    for name, story in (("images", "header in memory (cards of 80 characters)"), ("values", "header in memory (typed values)"),
                        ("bytes", "bytes of a header, read and translated")):
        table.add(story, times[name], times["peer"], "µs", len(headers))


def peer_file(path):
    return ObservationInfo(read_basic_metadata_from_file(path, -1), filename=path)


def file_program(options, folder, name, paths):
    listing = os.path.join(folder, f"{name}.json")
    with open(listing, "w") as file:
        json.dump(paths, file)
    return Program(os.path.join(options.programs, "TranslateFiles"), listing)


def files(table, options, folder, headers):
    for ending, story in ((".fits", "file of one HDU, plain"), (".fits.gz", "file of one HDU, gzip")):
        paths = [os.path.join(folder, f"{number}{ending}") for number in range(len(headers))]
        for path, header in zip(paths, headers):
            inputs.write_single(header, path, ending.endswith("gz"))
        program = file_program(options, folder, "single" + ending, paths)
        ours, peer = [], []
        for _ in range(options.runs):
            ours.append(program.run("all", len(paths)))
            peer.append(seconds(lambda: [peer_file(path) for path in paths]))
        program.close()
        table.add(story, ours, peer, "µs", len(paths))
        for path in paths:
            os.remove(path)


def mosaics(table, options, folder, header):
    def peer(path):
        found = [ObservationInfo(h, filename=path) for h in DecamTranslator.determine_translatable_headers(path)]
        assert len(found) == 62, len(found)

    for ending, pixels, story in ((".fits", True, "file of 70 detectors, plain"), (".fits.gz", False, "file of 70 detectors, gzip, no pixels")):
        path = os.path.join(folder, "mosaic" + ending)
        inputs.write_mosaic(header, path, ending.endswith("gz"), pixels)
        program = file_program(options, folder, "mosaic", [path])
        ours, theirs, first = [], [], []
        for _ in range(options.runs):
            ours.append(program.run("all", 70))
            theirs.append(seconds(lambda: peer(path)))
            first.append(seconds(lambda: peer_file(path)))
        program.close()
        table.add(story + " (all detectors; the peer's 62)", ours, theirs, "ms", 1)
        table.add(story + " (ours all detectors, the peer's one)", ours, first, "ms", 1)
        os.remove(path)


def large_yaml(table, options, folder):
    path = os.path.join(folder, "camera.yaml")
    inputs.write_camera_yaml(path)
    program = Program(os.path.join(options.programs, "ReadYAML"), path)

    def peer():
        with open(path) as file:
            yaml.load(file, Loader=yaml.CSafeLoader)

    loads, walks, peers = [], [], []
    for _ in range(options.runs):
        loads.append(program.run("load"))
        walks.append(program.run("walk"))
        peers.append(seconds(peer))
    program.close()
    table.add("YAML of 412 kB read (PyYAML's C loader)", loads, peers, "ms", 1)
    table.add("YAML of 412 kB read and every value visited", walks, peers, "ms", 1)


def camera_geometry(table, options, folder):
    import starlink.Ast as ast

    def described(name):
        words = [options.obskit, "camera", "--package", options.packages, name, "--format", "json"]
        return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)

    lsst, hsc = described("LSSTCam"), described("HSC")
    path = os.path.join(folder, "lsstCam.yaml")
    cameras.write_yaml_camera(lsst, path)
    size = os.path.getsize(path) // 1000
    words = os.path.join(options.programs, "Cameras"), options.packages, path
    program = Program(*words)
    with open(os.path.join(options.packages, "HSC", "camera", "focal-plane.yaml")) as file:
        optics = yaml.load(file, Loader=yaml.CSafeLoader)["field_angle"]["polynomial"]
    chips = [next(d for d in camera["detectors"] if d["name"] == name) for camera, name in ((lsst, "R22_S11"), (hsc, "1_12"))]
    maps = [ast.CmpMap(cameras.pixels_to_plane(ast, chip), through, True)
            for chip, through in zip(chips, (cameras.radial(ast, lsst["fieldAngle"]["coeffs"]), cameras.polynomial(ast, optics)))]
    grids = [cameras.grid(4096, 4004), cameras.grid(2048, 4176)]
    angles = [mapping.tran(points) for mapping, points in zip(maps, grids)]
    for name, values in zip(("sums", "hscsums"), angles):
        answer = int(subprocess.run([*words, name], check=True, capture_output=True, text=True).stdout.split()[2])
        if abs(answer - float(abs(values).sum()) * 1e9) > 1e-9 * answer + 1:
            sys.exit(f"{name}: {answer}, AST has {float(abs(values).sum()) * 1e9}")

    files = cameras.lsst_files(options.packages)
    names = "read", "import", "cached", "footprints", "points", "back", "hsc", "hscback"
    ours, peer = {name: [] for name in names}, {name: [] for name in names}
    for _ in range(options.runs):
        for name in names:
            ours[name].append(program.run(name))
        peer["read"].append(seconds(lambda: cameras.load(files)))
        peer["import"].append(seconds(lambda: cameras.load([path])))
        for name, mapping, points, forward in (("points", maps[0], grids[0], True), ("back", maps[0], angles[0], False),
                                               ("hsc", maps[1], grids[1], True), ("hscback", maps[1], angles[1], False)):
            peer[name].append(seconds(lambda: mapping.tran(points, forward)))
    program.close()
    table.add("LSSTCam of its files to a camera of 205 detectors (PyYAML's C loader, loading alone)", ours["read"], peer["read"], "ms", 1)
    table.add(f"LSSTCam of a YamlCamera file of {size} kB to a camera (PyYAML's C loader, loading alone)",
              ours["import"], peer["import"], "ms", 1)
    table.note("camera(at:), cached", f"{statistics.median(t.elapsed for t in ours['cached']) * 1e3:.1f} ns")
    table.note("footprints of LSSTCam: 205 detectors and the focal plane",
               f"{statistics.median(t.elapsed for t in ours['footprints']) * 1e3 / 200:.2f} ms")
    for name, story in (("points", "million points of LSSTCam to the field angle (AST)"), ("back", "… and back (AST)"),
                        ("hsc", "million points of HSC to the field angle (AST)"), ("hscback", "… and back (AST)")):
        table.add(story, ours[name], peer[name], "ms", 1)


def raw_images(table, options, folder):
    import numpy
    import raws

    images = raws.segments()
    paths = raws.write(folder, images)
    target = numpy.empty(raws.SIZE[::-1], numpy.int32)
    source = numpy.full(raws.SIZE[::-1], 7, numpy.int32)
    raws.assemble(images, target)
    expected, copied = raws.check(target), source.size
    for name, path in paths.items():
        program = Program(os.path.join(options.programs, "RawImages"), path)
        ours, theirs = {}, {}
        for _ in range(options.runs):
            if name == "plain":
                ours.setdefault("copy", []).append(program.run("copy", copied))
                ours.setdefault("assemble", []).append(program.run("assemble", expected))
                theirs.setdefault("copy", []).append(seconds(lambda: numpy.copyto(target, source)))
                theirs.setdefault("assemble", []).append(seconds(lambda: raws.assemble(images, target)))
            ours.setdefault("file", []).append(program.run("file", expected))
            theirs.setdefault("file", []).append(seconds(lambda: raws.read(path)))
            ours.setdefault("into", []).append(program.run("into", expected))
            theirs.setdefault("into", []).append(seconds(lambda: raws.read_into(path, target)))
            ours.setdefault("amplifier", []).append(program.run("amplifier"))
            theirs.setdefault("amplifier", []).append(seconds(lambda: raws.read_amplifier(path)))
        if name == "plain":
            table.add("assembly of 4096 x 4004 pixels in memory (numpy)", ours["assemble"], theirs["assemble"], "ms", 1)
            table.add("… (the same program's plain copy)", ours["assemble"], ours["copy"], "ms", 1)
        table.add(f"{name} file of 16 segments to the trimmed detector (fitsio and numpy)", ours["file"], theirs["file"], "ms", 1)
        table.add("… into memory that is there (fitsio and numpy)", ours["into"], theirs["into"], "ms", 1)
        table.add(f"one amplifier of a {name} file (fitsio and numpy)", ours["amplifier"], theirs["amplifier"], "ms", 1)
        program.close()
        table.note(f"peak memory for the image of a {name} file", raw_memory(options, path, target.nbytes))
    for name, value in raws.limits(paths).items():
        table.note({"read": "limit of the machine: the plain file read into 1 MiB, one thread", "inflate": "limit of the machine: the gzip file inflated by zlib",
                    "fresh": "limit of the machine: an image of memory written for the first time", "again": "… and once more"}[name], f"{value:.1f} ms")
    before, after = raw_reads(options, paths["plain"])
    section = 4 * raws.SECTION[0] * raws.SECTION[1]
    table.note("bytes read for one amplifier of a plain file", f"{after - before:,} of {os.path.getsize(paths['plain']):,}; its data are {section:,}")


def raw_exposure(table, options, folder):
    """A whole exposure from its file to calibrated images in another one."""
    import raws

    words = [options.obskit, "camera", "--package", options.packages, "DECam", "--at", "2013-09-01", "--format", "json"]
    camera = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    detectors = [d for d in camera["detectors"] if d["type"] == "SCIENCE"]
    path = os.path.join(folder, "decam.fits.fz")
    raws.write_mosaic(path, options.golden, detectors)
    program = Program(os.path.join(options.programs, "RawImages"), path)
    ours, peers = [], []
    for _ in range(min(options.runs, 3)):
        ours.append(program.run("calibrate", len(detectors)))
        peers.append(seconds(lambda: raws.calibrate(path, path + ".peer", detectors)))
    different = raws.differing(path + ".calibrated", path + ".peer", detectors)
    if different:
        sys.exit(f"{different} pixels of calibrated images differ from astropy's and numpy's")
    with open(f"/proc/{program.process.pid}/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
    program.close()
    for written in (".calibrated", ".peer"):
        os.remove(path + written)
    size = detectors[0]["bbox"]["w"] * detectors[0]["bbox"]["h"] * 4
    table.add(f"{len(detectors)} detectors of a fpack file of DECam: assembled, without a bias, divided by a flat, masked, written (astropy and numpy)",
              ours, peers, "ms", 1)
    table.note("… peak memory, in images of a detector, where bias, flat and the pixels are three", f"{peak / size:.1f} images")


def raw_memory(options, path, image):
    """The greatest memory of a program that makes one image, without what it has before, in sizes of the image."""
    program = Program(os.path.join(options.programs, "RawImages"), path)

    def peak():
        with open(f"/proc/{program.process.pid}/status") as file:
            return 1024 * next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))

    program.run("nothing", at_least=0)
    before = peak()
    program.run("file", at_least=0)
    after = peak()
    program.close()
    return f"{(after - before) / image:.2f} images"


def raw_reads(options, path):
    """The bytes that a program has read before and after it reads an amplifier."""
    program = Program(os.path.join(options.programs, "RawImages"), path)

    def count():
        with open(f"/proc/{program.process.pid}/io") as file:
            return int(file.readline().split()[1])

    program.run("nothing", at_least=0)
    before = count()
    program.run("amplifier", at_least=0)
    after = count()
    program.close()
    return before, after


def calibrations(table, options, folder):
    import registry

    programs = {}
    for ranges in (50, 500):
        rows, few = 62 * ranges, 100
        peer = registry.Peer(os.path.join(folder, f"butler-{ranges}"), ranges)
        program = programs[ranges] = Program(os.path.join(options.programs, "Calibrations"), folder, str(ranges))
        counts = {"certify": rows, "bulk": rows, "find": 2000, "finds": 100_000, "plane": 62, "join": 6200, "index": 1,
                  "mfind": 16 << 16, "mquery": 100_000, "mtrace": 20, "mplane": 62_000, "mlarge": 205_000, "mjoin": 6200}
        ours, theirs = {name: [] for name in counts}, {name: [] for name in ("certify", "find", "plane", "join")}
        # Certifying 31,000 rows takes the peer many seconds.
        writes = options.runs if ranges == 50 else 1
        for run in range(options.runs):
            for name, count in counts.items():
                if run < writes or name not in ("certify", "bulk"):
                    ours[name].append(program.run(name, count, 0 if name in ("certify", "bulk") else 0.2))
            for name, work in (("certify", peer.certify), ("find", lambda: peer.find(few)), ("plane", peer.plane),
                               ("join", peer.join)):
                if run < writes or name != "certify":
                    theirs[name].append(seconds(work))
        lookups = [Times(t.elapsed / few, 0) for t in theirs["find"]]
        title = f"62 × {ranges} ranges: "
        table.add(title + "certify a row, 62 for each call", ours["certify"], theirs["certify"], "µs", rows)
        table.add(title + "certify a row, all in one call (the peer 62)", ours["bulk"], theirs["certify"], "µs", rows)
        for name, story in (("find", "look-up from the file, a call each"), ("finds", "look-up from the file, 100,000 in one call"),
                            ("mfind", "look-up in memory"), ("mquery", "look-up in memory, by a query"),
                            ("mtrace", "look-up in memory, with its trace")):
            table.add(title + story, [Times(t.elapsed / counts[name], t.processor / counts[name]) for t in ours[name]],
                      lookups, "µs", 1)
        for name, other, story, calls in (("plane", "plane", "62 detectors from the file", 1),
                                          ("mplane", "plane", "62 detectors in memory", 1000),
                                          ("mlarge", "plane", "205 detectors in memory (the peer 62)", 1000),
                                          ("join", "join", "100 exposures × 62 from the file", 1),
                                          ("mjoin", "join", "100 exposures × 62 in memory", 1)):
            table.add(title + story, [Times(t.elapsed / calls, t.processor / calls) for t in ours[name]], theirs[other],
                      "ms" if other == "join" or calls == 1 else "µs", 1)
        table.note(title + "index in memory, built from the file",
                   f"{statistics.median(t.elapsed for t in ours['index']) * 1e3:.1f} ms")
    # In turns; the least of many, since whatever else the machine does takes the cache and makes both slower.
    for name, count, story in (("mfind", 16 << 16, "look-up in memory"), ("mlarge", 205_000, "205 detectors in memory"),
                               ("finds", 100_000, "look-up from the file, 100,000 in one call")):
        few, many = ([], [])
        for _ in range(10 * options.runs):
            few.append(programs[50].run(name, count, 0).processor)
            many.append(programs[500].run(name, count, 0).processor)
        table.note(f"{story}: ten times the ranges",
                   f"{min(many) / min(few):.2f} × as long (median {statistics.median(many) / statistics.median(few):.2f})")
    # Of five times the questions in one call all but the first find everything read.
    again = {}
    for ranges, program in programs.items():
        first, all = (min(program.run(name, count, 0).processor for _ in range(10 * options.runs))
                      for name, count in (("finds", 100_000), ("refinds", 500_000)))
        again[ranges] = (all - first) / 4
    table.note("… what was asked before in that call: ten times the ranges", f"{again[500] / again[50]:.2f} × as long")
    for program in programs.values():
        program.close()
    export, store = os.path.join(folder, "export.json"), os.path.join(folder, "imported.sqlite")
    count = registry.write_export(export, 6452)
    for title, words in (("import", ["import", "export", export, "--create"]), ("export", ["export", "-o", export])):
        elapsed, memory = cost([options.obskit, "calib", *words, "--registry", store])
        table.note(f"{title} of {count:,} datasets and as many certifications", f"{elapsed:.1f} s, {memory / 1e6:.0f} MB at most")


def cost(words):
    """How many seconds a command takes, and how many bytes of memory at most."""
    begin = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, words
    return time.perf_counter() - begin, 1024 * usage.ru_maxrss


def start(table, options, folder, header):
    path = os.path.join(folder, "start.fits")
    inputs.write_single(header, path)

    def command(program):
        words = [program, "translate", path]
        run = lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return Times(seconds(run).elapsed, 0)

    command(options.obskit)
    ours = [command(options.obskit) for _ in range(41)]
    theirs = [command(os.path.join(os.path.dirname(sys.executable), "astrometadata")) for _ in range(3)]
    table.add("command from start to end, one file", ours, theirs, "ms", 1)


def instructions(table, options, folder, headers):
    if not programs.Instructions.can_be_counted():
        table.note("instructions of a header", "not counted: valgrind is not installed")
        return
    path = os.path.join(folder, "few.json")
    with open(path, "w") as file:
        json.dump(headers[:100], file)
    count = programs.Instructions(os.path.join(options.programs, "TranslateHeaders"), folder)
    stories = [(path, "images", "header in memory (cards of 80 characters)"), (path, "bytes", "bytes of a header, read and translated")]
    for name, headers in (inputs.camera_headers(options.corpus, 100) if options.corpus else {}).items():
        other = os.path.join(folder, f"few{name}.json")
        with open(other, "w") as file:
            json.dump(headers, file)
        stories.append((other, "images", f"{name} header in memory"))
    for file, kind, story in stories:
        profile = options.profile if (file, kind) == (path, "images") else None
        table.note(f"instructions: {story}", f"{count.of_pass(file, kind, profile) / 100:,.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True), parser.add_argument("--obskit", required=True)
    parser.add_argument("--golden", required=True), parser.add_argument("--corpus")
    parser.add_argument("--packages", required=True, help="the folder of the reference packages")
    parser.add_argument("--headers", type=int, default=1000), parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", action="append", help="memory, othercameras, packed, corrections, files, mosaics, yaml, cameras, raw, exposure, registry, start or instructions")
    parser.add_argument("--speeds", help="what the peer did in a second with cameras that are not in the PyPI package, as JSON")
    parser.add_argument("--profile", help="where to leave callgrind's profile of headers in memory")
    options = parser.parse_args()
    base = inputs.base_header(options.golden, options.corpus)
    headers = inputs.distinct_headers(base, options.headers)
    print(f"{len(headers)} distinct headers of {len(base)} cards, {options.runs} runs in turns", file=sys.stderr)
    table = Table()
    stories = {
        "memory": lambda folder: in_memory(table, options, folder, headers),
        "othercameras": lambda folder: cameras_in_memory(table, options, folder),
        "packed": lambda folder: packed(table, options, folder),
        "corrections": lambda folder: correction_tables(table, options, folder),
        "files": lambda folder: files(table, options, folder, headers),
        "mosaics": lambda folder: mosaics(table, options, folder, base),
        "yaml": lambda folder: large_yaml(table, options, folder),
        "cameras": lambda folder: camera_geometry(table, options, folder),
        "raw": lambda folder: raw_images(table, options, folder),
        "exposure": lambda folder: raw_exposure(table, options, folder),
        "registry": lambda folder: calibrations(table, options, folder),
        "start": lambda folder: start(table, options, folder, base),
        "instructions": lambda folder: instructions(table, options, folder, headers),
    }
    with tempfile.TemporaryDirectory(prefix="obskit-benchmarks-") as folder:
        for name, story in stories.items():
            if not options.only or name in options.only:
                story(folder)
    table.print()


if __name__ == "__main__":
    main()
