#!/usr/bin/env python3
"""Check that Documentation/Schemas and obskit agree on which YAML files are right.

usage: schemas.py [OBSKIT]

Every YAML file of Cameras/, every block of rules in Documentation/RuleLanguage.md, every file in Documentation/PackageFiles.md,
and the exports and contexts of calibrations that the command writes must fit their schemas; every file of invalid/ must be refused by its schema and by the
command OBSKIT (default: .build/debug/obskit), for the reason that its first line says.
Needs jsonschema (4.18 or later) and PyYAML.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import referencing
import yaml

# Where a package has a file, as far as that is not called as its sort.
PLACES = {"task": "tasks/sum.yaml", "parameters": "parameters/sum.yaml"}
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCHEMAS = ROOT / "Documentation" / "Schemas"


class Loader(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as obskit reads it: NO, 1:30 and dates are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|false)", list("tf")),
    ("int", r"(?:[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+|0o[0-7]+)", list("-+0123456789")),
    ("float", r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^{pattern}$"), first)
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value.replace(".inf", "inf").replace(".nan", "nan")))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0))


def validators():
    schemas = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schema = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[path.name] = schema
    registry = referencing.Registry().with_resources(
        (name, referencing.Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    return {
        name.removesuffix(".schema.json"): jsonschema.Draft202012Validator(schema, registry=registry)
        for name, schema in schemas.items()
    }


def problems(validator, text):
    """What a schema says of a text, the deepest reasons first."""
    found = []
    for error in validator.iter_errors(yaml.load(text, Loader)):
        best = jsonschema.exceptions.best_match([error]) or error
        found.append("/".join(map(str, best.absolute_path)) + ": " + best.message[:200])
    return found


def valid_files():
    """The name and text of every file that must be right."""
    for path in sorted((ROOT / "Cameras").rglob("*.yaml")):
        yield str(path.relative_to(ROOT)), path.read_text()
    guide = (ROOT / "Documentation" / "RuleLanguage.md").read_text()
    for block in re.finditer(r"^```yaml part=(\S+)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        yield f"RuleLanguage.md: {block.group(1)}", "schema: obskit/translation/2\n" + block.group(2)
    for number, block in enumerate(re.finditer(r"^```yaml fragment\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL), 1):
        lines = "".join("  " + line for line in block.group(1).splitlines(keepends=True))
        yield f"RuleLanguage.md: fragment {number}", "schema: obskit/translation/2\nproperties:\n" + lines
    files = (ROOT / "Documentation" / "PackageFiles.md").read_text()
    for block in re.finditer(r"^```yaml[^\n]*\n(schema: .*?)^```$", files, re.MULTILINE | re.DOTALL):
        yield f"PackageFiles.md: {block.group(1).splitlines()[0]}", block.group(1)
    for path in sorted((HERE / "invalid" / "valid").rglob("*.yaml")):
        yield str(path.relative_to(ROOT)), path.read_text()


def written_files(obskit):
    """The name and text of the files of calibrations that the command writes."""
    with tempfile.TemporaryDirectory() as folder:
        def run(*words):
            subprocess.run([obskit, "calib", *words], check=True, capture_output=True, cwd=folder,
                           env={"OBSKIT_REGISTRY": "c.sqlite", "OBSKIT_PATH": str(ROOT / "Cameras")})

        run("import", "curated", "LATISS", "--create")
        run("context", "save", "LATISS", "--in", "LATISS/calib/curated", "--as-of", "2024-01-01", "--output", "context.json")
        run("export", "--output", "calibrations.json")
        for name in ("context", "calibrations"):
            yield f"{name}.json", (pathlib.Path(folder) / f"{name}.json").read_text()


def kind(text):
    line = re.search(r"^schema:\s*obskit/([\w-]+)/\d+\s*$", text, re.MULTILINE)
    return line.group(1) if line else None


def refuse(obskit, sort, path):
    """What obskit says of a file in the place of the valid one of its sort."""
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder) / "Toy"
        shutil.copytree(HERE / "invalid" / "valid", package)
        shutil.copy(path, package / PLACES.get(sort, f"{sort}.yaml"))
        golden = package / "golden-header.yaml"
        if sort == "golden-header":
            command = [obskit, "sample", golden, pathlib.Path(folder) / "out.fits"]
        else:
            golden.unlink()
            command = [obskit, "validate", package]
        run = subprocess.run(command, capture_output=True, text=True, env={})
        return run.returncode, run.stderr


def main():
    obskit = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build" / "debug" / "obskit")
    known = validators()
    failures = []
    good = 0
    for name, text in valid_files():
        good += 1
        sort = kind(text)
        if sort not in known:
            failures.append(f"{name}: no schema for '{sort}'")
            continue
        failures += [f"{name}: {problem}" for problem in problems(known[sort], text)]
    for name, text in written_files(obskit):
        good += 1
        failures += [f"{name}: {problem}" for problem in problems(known[name.removesuffix(".json")], text)]
    status, said = refuse(obskit, "package", HERE / "invalid" / "valid" / "package.yaml")
    if status != 0:
        failures.append(f"obskit refuses invalid/valid: {said}")
    bad = 0
    for path in sorted((HERE / "invalid").glob("*/*.yaml")):
        sort = path.parent.name
        if sort == "valid":
            continue
        bad += 1
        text = path.read_text()
        name = path.relative_to(ROOT)
        expected = re.match(r"# refused: (.+)\n", text)
        if not expected:
            failures.append(f"{name}: its first line does not say why it is refused")
            continue
        if not problems(known[sort], text):
            failures.append(f"{name}: the schema accepts it")
        status, said = refuse(obskit, sort, path)
        if status != 1 or expected.group(1) not in said:
            failures.append(f"{name}: obskit ends with {status} and says: {said.strip() or 'nothing'}")
    for failure in failures:
        print(failure)
    print(f"{good} files that are right, {bad} that are not, {len(known)} schemas: {len(failures)} failures")
    return 1 if failures or good < 20 or bad < 50 else 0


sys.exit(main())
