#!/usr/bin/env python3
"""ObsKit against itself as it was before: the same headers and files, in one run, taking turns.

usage: before.py --programs FOLDER --before FOLDER --golden FILE [--corpus FOLDER] [--headers N] [--runs N] [--only NAME]

A header in memory, and a file, by instructions (callgrind's count, which repeats within a thousandth) and a file by time of the
processor as well: the median of the ratios of neighbouring turns, since the machine's speed varies, but less within a turn.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile

import inputs
from programs import Instructions, Program


def listing(folder, name, things):
    path = os.path.join(folder, name + ".json")
    with open(path, "w") as file:
        json.dump(things, file)
    return path


def written(folder, name, headers):
    paths = [os.path.join(folder, f"{name}-{number}.fits") for number in range(len(headers))]
    for path, header in zip(paths, headers):
        inputs.write_single(header, path)
    return paths


def row(story, before, now, unit):
    print(f"| {story} | {before:,.0f} {unit} | {now:,.0f} {unit} | {now / before:.3f} |", flush=True)


def instructions(options, folder, program, story, path, kind, each):
    if not Instructions.can_be_counted():
        sys.exit("valgrind is not installed, so that no instructions can be counted: apt-get install valgrind")
    counts = [Instructions(os.path.join(programs, program), folder).of_pass(path, kind) / each
              for programs in (options.before, options.programs)]
    row(f"{story}: instructions", *counts, "")


def times(options, program, story, path, kind, each):
    before, now = (Program(os.path.join(programs, program), path) for programs in (options.before, options.programs))
    turns = [(before.run(kind).processor, now.run(kind).processor) for _ in range(options.runs)]
    for side in (before, now):
        side.close()
    ratio = statistics.median(b / a for a, b in turns)
    least = [min(side) / each * 1e6 for side in zip(*turns)]
    print(f"| {story}: time of the processor | {least[0]:,.2f} µs | {least[1]:,.2f} µs | {ratio:.3f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True), parser.add_argument("--before", required=True)
    parser.add_argument("--golden", required=True), parser.add_argument("--corpus")
    parser.add_argument("--headers", type=int, default=100), parser.add_argument("--runs", type=int, default=41)
    parser.add_argument("--only", action="append", choices=["headers", "files"])
    options = parser.parse_args()
    base = inputs.base_header(options.golden, options.corpus)
    cameras = {"DECam": inputs.distinct_headers(base, options.headers)}
    if options.corpus:
        cameras.update(inputs.camera_headers(options.corpus, options.headers))
    else:
        print("other cameras are not measured: their headers are made of those of OBSKIT_CORPUS", file=sys.stderr)
    print("| what | before | now | now / before |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="obskit-benchmarks-") as folder:
        for name, headers in cameras.items():
            if "headers" in (options.only or ["headers"]):
                path = listing(folder, name, headers)
                instructions(options, folder, "TranslateHeaders", f"{name} header in memory", path, "images", len(headers))
            if "files" in (options.only or ["files"]):
                path = listing(folder, name + "-files", written(folder, name, headers))
                instructions(options, folder, "TranslateFiles", f"{name} file", path, "all", len(headers))
                times(options, "TranslateFiles", f"{name} file", path, "all", len(headers))
        if "files" in (options.only or ["files"]):
            path = os.path.join(folder, "mosaic.fits")
            inputs.write_mosaic(base, path)
            path = listing(folder, "mosaic", [path])
            instructions(options, folder, "TranslateFiles", "file of 70 detectors", path, "all", 1)
            times(options, "TranslateFiles", "file of 70 detectors", path, "all", 1)


if __name__ == "__main__":
    main()
