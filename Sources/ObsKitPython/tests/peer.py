"""Compares what the peer says of headers alone with what it, and obskit.amt, say with ObsKit behind.

usage: peer.py CORPUS DOCUMENTATION [--limit N]

All headers of the corpus that the installed peer knows, and each with one card changed, as mutations.jsonl lists them. A difference
that no line of mutation-deviations.txt or python-deviations.txt explains is printed; the exit status says whether there was one.
"""

import argparse
import collections
import copy
import json
import logging
import math
import pathlib
import re
import sys
import warnings

import astropy.units as u
import numpy as np
from astropy.coordinates import AltAz, EarthLocation, SkyCoord
from astropy.time import Time, TimeDelta
from astro_metadata_translator import PROPERTIES, MetadataTranslator
from astro_metadata_translator import ObservationInfo as Peer

CAMERAS = ("DECam", "HSC", "MegaPrime", "SDSS", "SuprimeCam")


def unlike(one, other):
    """How two values differ; empty where they agree."""
    if one is None or other is None:
        return "" if one is other else "absence"
    if type(one) is not type(other) and not (isinstance(one, np.integer) and type(other) is int):
        return f"type {type(one).__name__} {type(other).__name__}"
    if isinstance(one, Time):
        if one.scale != other.scale:
            return f"scale {one.scale} {other.scale}"
        if one.format != other.format:
            return f"format {one.format} {other.format}"
        return "" if abs((one - other).to_value("s")) < 1e-6 else "time"
    if isinstance(one, TimeDelta):
        return "" if one.scale == other.scale and abs((one - other).to_value("s")) < 1e-9 else "time"
    if isinstance(one, EarthLocation):
        return "" if max(abs(a - b).to_value(u.m) for a, b in zip(one.geocentric, other.geocentric)) < 1e-3 else "place"
    if isinstance(one, SkyCoord):
        if one.frame.name != other.frame.name:
            return f"frame {one.frame.name} {other.frame.name}"
        if (one.obstime is None, one.location is None) != (other.obstime is None, other.location is None):
            return "obstime"
        return "" if one.separation(other).to_value("arcsec") < 1e-6 else "position"
    if isinstance(one, AltAz):
        if (one.obstime is None) != (other.obstime is None):
            return "obstime"
        return "" if max(abs(one.az - other.az).deg, abs(one.alt - other.alt).deg) < 1e-4 else "position"
    if isinstance(one, u.Quantity):
        if one.unit != other.unit:
            return f"unit {one.unit} {other.unit}"
        return "" if np.isclose(one.value, other.value, rtol=1e-9, atol=1e-9, equal_nan=True) else "value"
    if isinstance(one, float):
        return "" if math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) or (one != one and other != other) else "value"
    return "" if one == other else "value"


def cases(corpus, limit):
    """Header, card, new value and the translator of each case, as the peer alone tells it."""
    headers = {path.name: json.loads(path.read_text()) for path in sorted((corpus / "headers").glob("*.json"))}
    known = {}
    for name, header in headers.items():
        try:
            found = MetadataTranslator.determine_translator(copy.deepcopy(header)).name
        except Exception:
            continue
        if found in CAMERAS:
            known[name] = found
            yield name, "-", None, found, copy.deepcopy(header)
    for number, line in enumerate((corpus / "mutations.jsonl").read_text().splitlines()):
        change = json.loads(line)
        if change["header"] not in known or (limit and number % limit):
            continue
        header = copy.deepcopy(headers[change["header"]])
        value = "deleted"
        if change.get("delete"):
            header.pop(change["card"], None)
        else:
            value = change["value"]
            header[change["card"]] = math.nan if value == "NaN" else value
        yield change["header"], change["card"], value, known[change["header"]], header


def ask(cls, header):
    try:
        return cls(copy.deepcopy(header), quiet=True)
    except Exception as error:
        return error


def read_allowed(documentation):
    """The deviations of the two lists: patterns, and what is said of ours."""
    allowed = []
    for name in ("mutation-deviations.txt", "python-deviations.txt"):
        for line in (documentation / name).read_text().splitlines():
            fields = line.split("#")[0].split(None, 5)
            if len(fields) == 6:
                allowed.append(([re.compile(field) for field in fields[:4]], fields[4]))
    return allowed


def is_allowed(allowed, case, what, ours):
    _, card, value, translator, _ = case
    written = value if value == "deleted" else json.dumps(value)
    for patterns, said in allowed:
        if said in ("any", ours) and all(
                pattern.fullmatch(str(word)) for pattern, word in zip(patterns, (translator, card, written, what))):
            return True
    return False


def differences(case, theirs, ours):
    """Property, our side of it (value, null, fails, unrecognized) and a text for each difference."""
    if isinstance(theirs, Exception) or isinstance(ours, Exception):
        if type(theirs) is not type(ours):
            kind = "unrecognized" if isinstance(ours, ValueError) else "fails" if isinstance(ours, Exception) else "value"
            yield "exception", kind, f"{theirs!r:.120} | {ours!r:.120}"
        return
    failures = getattr(ours, "observation", None)
    for name in PROPERTIES:
        mine, other = getattr(ours, name), getattr(theirs, name)
        if how := unlike(other, mine):
            kind = "value" if mine is not None else "fails" if failures is None or name in failures.failures else "null"
            yield name, kind, f"{how}: {other!r:.120} | {mine!r:.120}"


def main(corpus, documentation, limit=0, show=40):
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    from astropy.utils import iers

    iers.conf.auto_download = False
    found = list(cases(corpus, limit))
    alone = [ask(Peer, case[-1]) for case in found]
    import obskit.amt

    allowed = read_allowed(documentation)
    explained, unexplained, same = 0, collections.Counter(), 0
    examples = {}
    for case, theirs in zip(found, alone):
        drop, plug = ask(obskit.amt.ObservationInfo, case[-1]), ask(Peer, case[-1])
        told = [("obskit.amt", *one) for one in differences(case, theirs, drop)]
        for name, kind, text in differences(case, theirs, plug):
            # Why it has no value is told by the other way.
            kinds = [one[2] for one in told if one[1] == name]
            told.append(("plug-in", name, kinds[0] if kind == "fails" and kinds else kind, text))
        same += not told
        for way, name, kind, text in told:
            if is_allowed(allowed, case, name, kind):
                explained += 1
            else:
                key = (way, case[3], case[1], name, kind)
                unexplained[key] += 1
                examples.setdefault(key, f"{case[0]} {case[1]} {case[2]!r} {text}")
    logging.disable(logging.NOTSET)
    print(f"{len(found)} headers by two ways: {same} the same, {explained} values differ as the lists say, "
          f"{sum(unexplained.values())} otherwise")
    for key, count in unexplained.most_common(show):
        print(count, *key, examples[key])
    return not unexplained


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("documentation", type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=0, help="take one mutation in so many")
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    sys.exit(0 if main(options.corpus, options.documentation, options.limit, options.show) else 1)
