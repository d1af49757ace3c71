#!/usr/bin/env python3
"""What the house looks like, in figures, and whether every arrow between its modules goes down.

usage: python3 Scripts/house.py [arrows|figures [--check]]

arrows   reads the imports of Sources/: a module imports what its row of the table names, which are modules of rows above it. A C
         library, ArgumentParser and the like stand in the row of the one module that may see them. Ends with status 1 and each import that does not obey.
figures  what `import ObsKit` shows, and which public functions of all modules fill a collection of problems that is handed to
         them, both by symbol graphs of the debug build; `catch let error as` outside the command; the unsafe expressions of
         each module; lines of Sources. `figures --check` holds them to the numbers below.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "Sources"

# What each module may import, from the ground up. Those of a module are all that it can see: nothing is inherited.
ARROWS = {
    "ObsText": "CObsEmbedded",
    "ObsFITS": "ObsText CObsZlib CObsCompression",
    "ObsDocuments": "ObsText CObsYAML",
    "ObsTime": "ObsText CObsERFA",
    "ObsGeometry": "ObsText ObsDocuments ObsTime",
    "ObsCalibrations": "ObsText ObsDocuments ObsTime",
    "ObsTranslation": "ObsText ObsFITS ObsDocuments ObsTime",
    "ObsHeaderFiles": "ObsText ObsFITS ObsDocuments ObsTime ObsTranslation",
    "ObsKit": "ObsText ObsFITS ObsDocuments ObsTime ObsGeometry ObsCalibrations ObsTranslation ObsHeaderFiles "
              "ObsStandardEmbedded",
    "ObsRegistry": "ObsText ObsFITS ObsDocuments ObsTime ObsCalibrations ObsKit CObsSQLite",
    "ObsRaw": "ObsText ObsFITS ObsDocuments ObsTime ObsGeometry ObsTranslation ObsKit CObsCFITSIO",
    "ObsKitConformance": "ObsText ObsFITS ObsDocuments ObsTime ObsGeometry ObsCalibrations ObsTranslation ObsHeaderFiles ObsKit "
                         "ObsRaw CObsGoldenHeaders",
    "ObsKitTesting": "ObsText ObsDocuments ObsKit ObsKitConformance Testing",
    "ObsKitCommand": "ObsText ObsFITS ObsDocuments ObsTime ObsGeometry ObsCalibrations ObsTranslation ObsHeaderFiles ObsKit ObsRaw "
                     "ObsRegistry ObsKitConformance CObsTemplate ArgumentParser",
    "ObsKitC": "CObsKit ObsText ObsFITS ObsDocuments ObsTime ObsGeometry ObsCalibrations ObsTranslation ObsHeaderFiles ObsKit "
               "ObsRaw ObsRegistry ObsKitConformance ReferenceCameras",
    "ObsKitTool": "ObsKitCommand ReferenceCameras",
}
# What a program that imports ObsKit may see at most, and how often errors may be cast to catch them.
MOST_NAMES, MOST_TYPES, MOST_CATCHES = 1100, 120, 10
# How many unsafe expressions a module has at most, apart from files that call C and in those. The numbers only fall; what is not
# named has none; what moves from one module to another is taken from the first. ObsRaw has the pixels, ObsKitConformance paints them.
MOST_UNSAFE = {
    "ObsText": (5, 127), "ObsFITS": (26, 107), "ObsDocuments": (0, 62), "ObsTime": (0, 37), "ObsTranslation": (10, 0),
    "ObsKit": (0, 1), "ObsRaw": (113, 110), "ObsRegistry": (0, 121), "ObsKitConformance": (35, 22), "ObsKitCommand": (0, 13), "ObsKitC": (32, 533),
}
CALLS_C = re.compile(r"^(?:\w+ )?import (?:Glibc|C?Obs\w*Embedded|CObs\w+)$", re.M)
# A parameter that takes problems, in a declaration as a symbol graph writes it: what is wrong is returned or thrown.
TAKES_PROBLEMS = re.compile(r"\w: (?:(?:borrowing|consuming) )?Problems\b|\w: inout \[?(?:Diagnostic|Problems?|String)\b")
# What belongs to the system and may be imported by all.
SYSTEM = {"Glibc", "Synchronization", "Dispatch"}
IMPORT = re.compile(r"^(?:@\w+(?:\([^)]*\))? )*(?:(?:public|package|internal|private|fileprivate) )?import "
                    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)")


def swift_files(folder):
    return sorted(folder.rglob("*.swift"))


def arrows():
    wrong = []
    for module in sorted(path.name for path in SOURCES.iterdir() if path.is_dir() and swift_files(path)):
        if module not in ARROWS:
            wrong.append(f"Sources/{module}: it stands in no row of the table of Scripts/house.py")
            continue
        allowed = set(ARROWS[module].split()) | SYSTEM
        for path in swift_files(SOURCES / module):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                found = IMPORT.match(line)
                if found and found.group(1) not in allowed:
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: {module} may not import {found.group(1)}")
    print("\n".join(wrong) if wrong else f"{len(ARROWS)} modules, and every import goes down")
    return 1 if wrong else 0


def graphs(modules, folder):
    """The public symbols of modules, by module; extensions of other modules' types among them."""
    products = ROOT / ".build/debug"
    command = ["swift", "symbolgraph-extract", "-I", str(products / "Modules"), "-I", str(SOURCES / "CObsEmbedded/include"),
               "-target", f"{os.uname().machine}-unknown-linux-gnu", "-minimum-access-level", "public", "-skip-synthesized-members",
               "-output-dir", folder]
    maps = sorted(SOURCES.glob("*/module.modulemap")) + sorted(SOURCES.glob("*/include/module.modulemap"))
    maps += sorted(products.glob("*.build/module.modulemap"))
    maps += sorted(ROOT.glob(".build/checkouts/*/Sources/*/module.modulemap"))
    for one in maps:
        command += ["-Xcc", f"-fmodule-map-file={one}"]
    symbols = collections.defaultdict(list)
    for module in modules:
        made = subprocess.run(command + ["-module-name", module], capture_output=True, text=True)
        if made.returncode:
            sys.exit(f"no symbol graph of {module}: run swift build first\n{made.stderr}")
    for path in pathlib.Path(folder).glob("*.symbols.json"):
        symbols[path.name.split(".")[0].split("@")[0]] += json.loads(path.read_text())["symbols"]
    return symbols


def exports():
    """What Exports.swift of ObsKit names: whole modules, and single types by module."""
    whole, single = set(), collections.defaultdict(set)
    for line in (SOURCES / "ObsKit/Exports.swift").read_text().splitlines():
        found = re.match(r"@_exported public import (?:(?:struct|class|enum|protocol|typealias|func) (\w+)\.(\w+)|(\w+))$", line)
        if found and found.group(3):
            whole.add(found.group(3))
        elif found:
            single[found.group(1)].add(found.group(2))
    return whole, single


def fillers(symbols):
    """The public declarations with a parameter that takes problems."""
    found = set()
    for module, declared in symbols.items():
        for symbol in declared:
            text = "".join(one["spelling"] for one in symbol.get("declarationFragments", []))
            if "(" in text and TAKES_PROBLEMS.search(text):
                found.add(f"{module}: {'.'.join(symbol['pathComponents'])}")
    return sorted(found)


def visible(symbols):
    """The names that a program sees which imports ObsKit, and the types among them that stand in no other."""
    whole, single = exports()
    shown = {name for names in single.values() for name in names}
    names, types = 0, 0
    for module in {"ObsKit"} | whole | set(single):
        for symbol in symbols[module]:
            path = symbol["pathComponents"]
            if module in single and module not in whole and path[0] not in shown:
                continue
            names += 1
            kind = symbol["kind"]["identifier"].split(".")[-1]
            types += len(path) == 1 and kind in ("struct", "class", "enum", "protocol", "typealias")
    return names, types


def unsafe_expressions():
    """How often each module says `unsafe`: in files that call C, and in all others."""
    own, of_c = collections.Counter(), collections.Counter()
    for path in swift_files(SOURCES):
        text = path.read_text()
        # What is said in comments, and in source that a program writes, is no expression.
        code = re.sub(r'//[^\n]*|"""\n.*?"""', "", text, flags=re.S)
        count = len(re.findall(r"(?<![(@\w])unsafe\b", code))
        (of_c if CALLS_C.search(text) else own)[path.relative_to(SOURCES).parts[0]] += count
    return own, of_c


def figures(check):
    with tempfile.TemporaryDirectory() as folder:
        symbols = graphs(sorted(ARROWS), folder)
    names, types = visible(symbols)
    takers = fillers(symbols)
    lines = {path.name: sum(len(one.read_text().splitlines()) for one in swift_files(path)) for path in SOURCES.iterdir()}
    texts = {path.name: re.sub(r"//.*", "", "\n".join(one.read_text() for one in swift_files(path))) for path in SOURCES.iterdir()}
    catches = sum(text.count("catch let error as") for name, text in texts.items() if name != "ObsKitCommand")
    print(f"names through import ObsKit: {names}, of which {types} types stand in no other")
    print(f"catch let error as, outside ObsKitCommand: {catches}")
    print(f"public functions that fill a collection of problems: {len(takers)}")
    print(f"lines of Sources: {sum(lines.values())}")
    own, of_c = unsafe_expressions()
    print("unsafe expressions, apart from those of files that call C:")
    for name in sorted(name for name in texts if lines[name]):
        print(f"    {name:18} {own[name]:5}, {1000 * own[name] / lines[name]:5.1f} for 1,000 lines; in files that call C {of_c[name]}")
    if not check:
        return 0
    over = [f"{what} is {found}, and at most {most} are wanted" for what, found, most in [
        ("the number of names", names, MOST_NAMES), ("the number of types", types, MOST_TYPES),
        ("the number of casting catches", catches, MOST_CATCHES)] if found > most]
    for name in texts:
        found, most = (own[name], of_c[name]), MOST_UNSAFE.get(name, (0, 0))
        if found[0] > most[0] or found[1] > most[1]:
            over.append(f"{name} has {found[0]} unsafe expressions, and {found[1]} in files that call C; at most {most[0]} and "
                        f"{most[1]} are wanted")
    over += [f"{taker} fills a collection of problems: return them, throw them, or make it package" for taker in takers]
    print("\n".join(over))
    return 1 if over else 0


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else "arrows"
    if what == "arrows":
        return arrows()
    if what == "figures":
        return figures("--check" in sys.argv)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
