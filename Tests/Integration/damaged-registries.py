"""Registries damaged in many ways, and four commands that read each.

usage: damaged-registries.py OBSKIT COUNT

No command may crash or hang. What list, export or find refuses, check refuses too; where check finds nothing, the export is
valid, and where a type, a trigger or a page is wrong, check says so. The seed is printed.
"""
import json
import os
import random
import re
import sqlite3
import subprocess
import sys

program, count = sys.argv[1], int(sys.argv[2])
seed = int(os.environ.get("OBSKIT_SEED", "20260101"))
random.seed(seed)


def run(*arguments):
    done = subprocess.run(
        [program, "calib", *arguments, "-r", "d.sqlite"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def made():
    """The bytes of a registry with kinds of every sort of key, chains, inputs and certifications."""
    open("kinds.yaml", "w").write(
        "schema: obskit/calibration-kinds/1\nkinds:\n"
        "- {name: bias, aliases: [zero], keys: {detector: exact}, policy: begin, format: image, required: true}\n"
        "- {name: flat, keys: {detector: exact, filter: exact, mode: {match: set, required: false}},"
        " policy: covers, format: image}\n"
        "- {name: dark, keys: {detector: exact, temperature: {match: tolerance, tolerance: 2}}, policy: middle, format: image}\n")
    subprocess.run([program, "calib", "create", "-r", "d.sqlite", "--kinds", "kinds.yaml"], check=True, stdout=-3)
    ids = [f"{n:08x}-0000-4000-8000-000000000000" for n in range(1, 25)]
    kinds = json.loads(run("export")[1])["kinds"]
    datasets, certifications = [], []
    for n, uuid in enumerate(ids):
        row = {"id": uuid, "kind": "bias", "keys": {"detector": n % 6}, "uri": f"b/{n}.fits",
               "sha256": f"{n:064x}", "size": 10 + n, "creation": f"20{10 + n}-01-01T00:00:00 TAI", "producer": "a test"}
        if n > 5:
            row["inputs"] = ids[:2]
        datasets.append(row)
        certifications.append({"collection": "calib", "dataset": uuid, "kind": "bias", "keys": {"detector": n % 6},
                               "begin": f"20{10 + n}-01-01T00:00:00 TAI", "end": f"20{10 + n}-06-01T00:00:00 TAI"})
    text = {"schema": "obskit/calibrations/1", "kinds": kinds,
            "collections": [{"name": "calib", "form": "validity-ranged", "about": "What is used."},
                            {"name": "all", "form": "chain", "members": ["calib"]}],
            "datasets": datasets, "certifications": certifications}
    json.dump(text, open("e.json", "w"))
    status, _, said = run("import", "export", "e.json")
    assert status == 0, said
    database = sqlite3.connect("d.sqlite")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    return open("d.sqlite", "rb").read()


def change(statement, *values):
    """Changes a row behind the back of constraints, triggers and types, and leaves all of them as they were."""
    database = sqlite3.connect("d.sqlite", isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    triggers = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    tables = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")

    def rewrite(rows):
        database.execute("PRAGMA writable_schema = ON")
        for name, sql in rows:
            database.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql, name))
        database.execute("PRAGMA writable_schema = RESET")

    rewrite([(n, re.sub(r"STRICT(, )?|(?<=TEXT|EGER) NOT NULL", "", s)) for n, s in tables])
    database.close()
    database = sqlite3.connect("d.sqlite", isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    try:
        changed = database.execute(statement, values).rowcount
    except sqlite3.Error:
        changed = 0  # a column that is computed of this one cannot be so
    rewrite(tables)
    for _, sql in triggers:
        database.execute(sql)
    database.close()
    return changed


COLUMNS = [(t, c) for t, cs in {
    "kinds": "name about policy format is_required aliases", "kind_keys": "name match tolerance is_required card unit",
    "key_sets": "keys", "datasets": "uuid key_set kind uri checksum size creation_ns producer",
    "dataset_inputs": "input", "collections": "name form about", "chain_members": "member",
    "certifications": "end_ns dataset"}.items() for c in cs.split()]
VALUES = [None, 7, -1, 2**63 - 1, -(2**63), 1.5, "", "x", "caf\u00e9" * 50, b"\xff\x00\xfe", b"", "[", "[1,2]", "{}"]


def bit(data):
    place = random.randrange(len(data) * 8)
    # The counters in the header of the file say nothing of its content.
    while 24 <= place // 8 < 28 or 92 <= place // 8 < 100:
        place = random.randrange(len(data) * 8)
    data[place // 8] ^= 1 << place % 8
    open("d.sqlite", "wb").write(data)
    return f"bit {place}", False


def row_bit(data):
    """A bit in the pages of rows, where most bits are of something."""
    words = [data.find(w) for w in (b"a test", b"b/1", b"-0000-4000-", b"validity-ranged", b'{"detector"', b"What is used")]
    place = random.choice([w for w in words if w > 0]) * 8 + random.randrange(-160, 160)
    data[place // 8] ^= 1 << place % 8
    open("d.sqlite", "wb").write(data)
    return f"bit {place} near a text", False


def cut(data):
    length = random.randrange(len(data))
    open("d.sqlite", "wb").write(data[:length])
    return f"cut at {length}", None


def zeros(data):
    page = random.randrange(len(data) // 4096)
    data[page * 4096:(page + 1) * 4096] = bytes(4096)
    open("d.sqlite", "wb").write(data)
    return f"page {page} of zeros", None


def wrong_type(data):
    open("d.sqlite", "wb").write(data)
    table, column = random.choice(COLUMNS)
    value = random.choice(VALUES)
    where = f"(SELECT {column} FROM {table} LIMIT 1)"
    changed = change(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} IS {where}", value)
    return f"{table}.{column} = {value!r} in {changed} rows", changed > 0 and isinstance(value, bytes)


def definition(data):
    open("d.sqlite", "wb").write(data)
    database = sqlite3.connect("d.sqlite", isolation_level=None)
    form, name, sql = random.choice(database.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table'").fetchall())
    database.execute(f"DROP {form} {name}")
    how = random.choice(["dropped", "changed", "added"])
    if how != "dropped":
        words = sql if how == "added" else sql.replace("'obskit: ", "'other: ").replace("number + 1", "number + 2")
        database.execute(words)
    if how == "added":
        database.execute("CREATE TRIGGER mine AFTER INSERT ON datasets BEGIN SELECT 1; END")
    is_other = database.execute("SELECT count(*) FROM sqlite_schema WHERE sql = ?", (sql,)).fetchone()[0] == 0
    database.close()
    return f"{form} {name} {how}", is_other or how == "added"


good = made()
commands = {
    "check": ["check"], "list": ["list", "datasets"], "list certifications": ["list", "certifications"],
    "list collections": ["list", "collections"], "list kinds": ["list", "kinds"], "export": ["export"],
    "find": ["find", "bias", "--in", "all", "--at", "2012-02-01", "--detector", "2"]}
before = {name: run(*words) for name, words in commands.items()}
assert all(status == 0 for status, _, _ in before.values()), before
failed = told = harmless = 0
for number in range(count):
    how = [bit, row_bit, row_bit, cut, zeros, wrong_type, wrong_type, definition][number % 8]
    for ending in "-wal", "-shm", "-journal":
        if os.path.exists("d.sqlite" + ending):
            os.remove("d.sqlite" + ending)
    what, must = how(bytearray(good))
    problems = []
    found = {}
    for name, words in commands.items():
        try:
            found[name] = run(*words)
        except subprocess.TimeoutExpired:
            problems.append(f"{name} does not end")
            continue
        status, _, said = found[name]
        if status not in (0, 1, 2, 3):
            problems.append(f"{name} ends with {status}: {said[-300:]}")
        elif status != 0 and "error:" not in said:
            problems.append(f"{name} ends with {status} and says no error")
    if not problems:
        refused = [name for name, (status, _, _) in found.items() if status != 0 and name != "check"]
        # What find does not find may be gone from a registry that is whole.
        if found["check"][0] == 0 and [name for name in refused if name != "find"]:
            problems.append(f"check finds nothing, and {refused} refuse: {found[refused[0]][2][-300:]}")
        # A page that is free has nothing to lose.
        if must is None:
            must = found["export"][1] != before["export"][1]
        if must and found["check"][0] == 0:
            problems.append("check finds nothing")
        if found["check"][0] == 0:
            json.loads(found["export"][1])
            harmless += found["export"][1] == before["export"][1]
        else:
            told += 1
    if problems:
        failed += 1
        print(f"{number}: {what}: {'; '.join(problems)}")
print(f"damaged registries: {count} with seed {seed}, {told} told, {harmless} with the same export, {failed} failed")
sys.exit(failed > 0)
