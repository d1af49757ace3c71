#!/usr/bin/env python3
"""The Python package against astro_metadata_translator on the same headers, in one process on one core, taking turns.

usage: python.py [--corpus FOLDER] [--golden FILE] [--headers N] [--runs N] [--dask N]

It takes a Python that has obskit (the wheel of Scripts/wheel) and the packages of Scripts/python-packages. Each figure is the median
of the runs, by processor time. Headers are distinct, and each is new to both sides in every run. --dask also translates so many
files by the example of the document, with one process and with two.
"""

import argparse
import copy
import json
import logging
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

from astropy.utils import iers

iers.conf.auto_download = False

import inputs
from astro_metadata_translator import ObservationInfo as Peer
from astro_metadata_translator.file_helpers import read_basic_metadata_from_file


def processor(work, headers):
    """Processor time of the work on each header, which is copied before, so that nobody knows its values again."""
    copies = [{key: fresh(value) for key, value in header.items()} if isinstance(header, dict) else header for header in headers]
    start = time.process_time()
    for header in copies:
        work(header)
    return (time.process_time() - start) / len(headers)


def fresh(value):
    """An equal value that is another object, as every header of a file has."""
    if isinstance(value, str):
        return "".join([value[:1], value[1:]])
    return float(repr(value)) if isinstance(value, float) else copy.copy(value)


def turns(runs, stories):
    """Medians of the stories, each of which is a piece of work and its headers; a run does each of them once."""
    times = {name: [] for name in stories}
    for _ in range(runs):
        for name, (work, headers) in stories.items():
            times[name].append(processor(work, headers))
    return {name: statistics.median(each) for name, each in times.items()}


def row(what, ours, peer=None, note=""):
    ratio = f"{peer / ours:,.{0 if peer > 10 * ours else 1}f}×" if peer else ""
    print(f"| {what} | {ours * 1e6:,.1f} µs | {1 / ours:,.0f}/s | {f'{peer * 1e6:,.0f} µs' if peer else note} | {ratio} |", flush=True)


def three(info):
    return info.datetime_begin, info.exposure_time, info.physical_filter


def start():
    """Processor time of a process that imports obskit and translates a header, without the start of Python itself."""
    code = ("import time; begin = time.process_time(); import obskit; obskit.translate({'INSTRUME': 'DECam', 'EXPTIME': 1.0, "
            "'DATE-OBS': '2013-09-01T06:02:55', 'EXPNUM': 5}).exposure_time; print(time.process_time() - begin)")
    return statistics.median(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
                             for _ in range(9))


def memory(obskit, headers):
    """Growth of the process by 100,000 translations, in MiB."""
    def size():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    def work(count):
        for number in range(count):
            obskit.translate(headers[number % len(headers)]).exposure_time

    work(5000)
    before = size()
    work(100_000)
    return (size() - before) / 2**20


def cluster(files, processes):
    """Files a second by the document's example on so many processes."""
    os.sched_setaffinity(0, range(os.cpu_count()))
    code = f"""
import dask.distributed, obskit.dask, time, json
if __name__ == "__main__":
    paths = json.load(open({files!r}))
    with dask.distributed.LocalCluster(n_workers={processes}, threads_per_worker=1, dashboard_address=None) as made:
        with dask.distributed.Client(made):
            obskit.dask.translate(paths[:10])[1].compute()
            begin = time.time()
            rows = obskit.dask.translate(paths).dataframe.groupby("status").exposure_id.count().compute()
            print(len(paths) / (time.time() - begin), rows.sum())
"""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
        program.write(code)
        program.flush()
        said = subprocess.run([sys.executable, program.name], capture_output=True, text=True)
    if said.returncode:
        sys.exit(said.stderr)
    return float(said.stdout.split()[0])


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default=os.environ.get("OBSKIT_CORPUS"))
    parser.add_argument("--golden", default=root / "Cameras/DECam/conformance/headers/science.yaml")
    parser.add_argument("--headers", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--dask", type=int, default=0)
    options = parser.parse_args()
    families = {"DECam": inputs.distinct_headers(inputs.base_header(options.golden, options.corpus), options.headers)}
    if options.corpus:
        others = inputs.camera_headers(options.corpus, options.headers)
        families.update({name: others[name] for name in ("HSC", "MegaPrime") if name in others})

    # The peer alone has to be measured before its translators are replaced; a run of ours stands beside each of its own.
    import obskit

    print("| what | ObsKit | a second and core | peer | ratio |\n|---|--:|--:|--:|--:|")
    folder = tempfile.mkdtemp(prefix="obskit-benchmark-")
    peers, files = {}, {}
    for name, headers in families.items():
        cards = [inputs.fits_header(inputs.PRIMARY, {key: value for key, value in header.items() if not isinstance(value, list)})
                 for header in headers]
        files[name] = []
        for number, header in enumerate(cards[:40]):
            files[name].append(os.path.join(folder, f"{name}-{number}.fits"))
            pathlib.Path(files[name][-1]).write_bytes(header)
        found = turns(options.runs, {
            "peer": (lambda header: Peer(header, quiet=True), headers),
            "peer, file": (lambda path: Peer(read_basic_metadata_from_file(path, -1), quiet=True), files[name]),
            "bytes": (lambda header: obskit.translate(header).exposure_time, cards),
            "dict": (lambda header: obskit.translate(header).exposure_time, headers),
            "file": (lambda path: obskit.translate_file(path)[0].exposure_time, files[name]),
        })
        peers[name] = found["peer"]
        row(f"{name}: bytes to an answer, its values taken", found["bytes"], found["peer"])
        row(f"{name}: dict to an answer, its values taken", found["dict"], found["peer"])
        row(f"{name}: file", found["file"], found["peer, file"])

    import obskit.amt as amt

    for name, headers in families.items():
        found = turns(options.runs, {
            "drop-in": (lambda header: three(amt.ObservationInfo(header, quiet=True)), headers),
            "plug-in": (lambda header: Peer(header, quiet=True), headers),
        })
        # The machine's speed changes in a minute: the peer's own translator is asked for again, by its class.
        from astro_metadata_translator import translators

        cls = getattr(translators, {"DECam": "DecamTranslator", "HSC": "HscTranslator", "MegaPrime": "MegaPrimeTranslator"}[name])
        again = turns(options.runs, {"peer": (lambda header: Peer(header, quiet=True, translator_class=cls), headers),
                                     "plug-in": (lambda header: Peer(header, quiet=True), headers),
                                     "drop-in": (lambda header: three(amt.ObservationInfo(header, quiet=True)), headers)})
        del found
        row(f"{name}: dict to obskit.amt.ObservationInfo, three properties used", again["drop-in"], again["peer"])
        row(f"{name}: dict to the peer's ObservationInfo, all of it, by the plug-in", again["plug-in"], again["peer"])
    row("import obskit, and a first header", start())
    print(f"| growth by 100,000 translations | {memory(obskit, families['DECam']):.1f} MiB | | | |")
    if options.dask:
        links = os.path.join(folder, "night")
        os.mkdir(links)
        paths = []
        for number in range(options.dask):
            paths.append(os.path.join(links, f"{number}.fits"))
            os.link(files["DECam"][number % len(files["DECam"])], paths[-1])
        listed = os.path.join(folder, "paths.json")
        pathlib.Path(listed).write_text(json.dumps(paths))
        one, two = cluster(listed, 1), cluster(listed, 2)
        print(f"| {options.dask:,} files by Dask, one process | | {one:,.0f} files/s | | |")
        print(f"| … two processes | | {two:,.0f} files/s | | {two / one:.2f} × one |")
    subprocess.run(["rm", "-rf", folder])


if __name__ == "__main__":
    main()
