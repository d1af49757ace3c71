#!/usr/bin/env python3
"""Cut and damage raw files of three chips, and ask obskit what is in them.

usage: mutated_files.py [--count N] [--seed S] [--only NUMBER] [--keep FOLDER]

Each file is a good one (plain, gzip, tiles; with sums or without) with one mutation. translate, raw stats and raw assemble must
give what they give of the good file, or warn, or fail with status 1. A crash, a run of more than 30 seconds, more than 300 MB
and another answer without a word fail the test. --only makes one file again and shows what is said of it; --keep leaves it
there. OBSKIT_PROGRAM is the command. Tiles other than GZIP_1 are made where astropy is installed.
"""
import argparse
import collections
import concurrent.futures
import gzip
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import threading

try:
    import numpy
    from astropy.io import fits
except ImportError:
    fits = None

PROGRAM = pathlib.Path(os.environ["OBSKIT_PROGRAM"]).resolve()
BLOCK = 2880
SECONDS = 30
MEMORY_KB = 300_000
CHIPS = [("A", 48, 40), ("B", 40, 56), ("C", 48, 40)]
# What says how an HDU is laid out: whatever becomes of these cards, the chain of HDUs or the image cannot be right.
STRUCTURE = ("SIMPLE", "XTENSION", "BITPIX", "NAXIS", "PCOUNT", "GCOUNT", "END", "TFIELDS", "TFORM", "TTYPE", "ZIMAGE")


def package(folder):
    """Write the camera package of the files."""
    files = {
        "package.yaml": "schema: obskit/package/1\nname: Trio\nversion: 1.0.0\nabout: Three chips.\n"
                        "requires: {obskit: 1}\ninstruments: [Trio]\n",
        "filters.yaml": "schema: obskit/filters/1\nfilters:\n  - {name: g, band: g}\n",
        "instrument.yaml": """schema: obskit/instrument/1
name: Trio
about: Three chips of one amplifier each.
detection:
  - {when: {card: INSTRUME, equals: Trio}, weight: 100}
headers: {from: each, where: {card: CHIP, is: defined}, inherit: primary}
identifiers:
  exposure_id: [{part: sequence, size: 1000}, {part: day, size: 100000000, calendar: true, range: [19500101, 20991231]}]
  detector_exposure_id: [{part: detector, size: 10}, {part: exposure, size: 100000000000}]
  observing_day: [{offset_s: 43200}]
""",
        "translation.yaml": """schema: obskit/translation/2
extends: Standard:translation.yaml
observation_kinds: {science: science}
properties:
  telescope: {constant: Small}
  observing_day_offset: {identifier: observing_day_offset}
  observation_counter: {card: SEQ}
  exposure_id: {identifier: exposure_id}
  visit_id: {property: exposure_id}
  observation_id: {text: 'trio{observing_day}_{observation_counter:03}'}
  observation_type: {card: IMGTYPE, steps: [trim, lower, {rename: {object: science}}]}
  science_program: null
  object: {card: OBJECT}
  physical_filter: {card: FILTER}
  exposure_time: {card: EXPTIME, unit: s}
  dark_time: {property: exposure_time}
  location: {location: {longitude: {constant: -70.5}, latitude: {constant: -30.25}, height: {constant: 2400}}}
  tracking_radec: {sky: {right_ascension: RA, declination: DEC, right_ascension_unit: deg, frame: {constant: icrs}}}
  altaz_begin: null
  boresight_airmass: null
  boresight_rotation_angle: {constant: 0, unit: deg}
  boresight_rotation_coord: {constant: sky}
  detector_num: {card: CHIP}
  detector_unique_name: {detector: unique_name, by: {number: CHIP}}
  detector_name: {property: detector_unique_name}
  detector_group: null
  detector_serial: {card: SERIAL}
  detector_exposure_id: {identifier: detector_exposure_id}
  temperature: null
  pressure: null
  relative_humidity: null
""",
        "camera/sensors.yaml": "schema: obskit/sensors/1\nsensors:\n" + "".join(
            f"  {name}:\n    size_px: [{width}, {height}]\n    pixel_size_mm: [0.015, 0.015]\n    amplifiers:\n"
            f"      - {{name: {name}1, box_px: [0, 0, {width}, {height}], raw_px: [0, 0, {width}, {height}], "
            f"data_px: [0, 0, {width}, {height}], readout_corner: lower-left}}\n" for name, width, height in CHIPS),
        "camera/focal-plane.yaml": "schema: obskit/focal-plane/1\nname: Trio\nfield_angle:\n  radial: "
            "{plate_scale_arcsec_per_mm: 20, relative_coefficients: [0, 1, 0, 0.0001]}\n  parity: normal\ndevices:\n"
            + "".join(f"  P-{n}: {{layout: {c[0]}, serial: P-{n}, gain: [1], read_noise: [4], saturation: 60000}}\n"
                      for n, c in enumerate(CHIPS)) + "slots:\n"
            + "".join(f"  {c[0]}: {{id: {n}, position_mm: [{n}, 0], device: P-{n}, hdu: {n + 1}, extension: {c[0]}}}\n"
                      for n, c in enumerate(CHIPS)),
    }
    for name, text in files.items():
        path = folder / "Trio" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def card(name, value, comment=""):
    text = f"'{value:<8}'" if isinstance(value, str) else ("T" if value is True else f"{value}")
    text = f"{text:<20}" if isinstance(value, str) else f"{text:>20}"
    return f"{name:<8}= {text}{' / ' + comment if comment else ''}"[:80].ljust(80).encode()


def padded(data, fill=b"\0"):
    return data + fill * (-len(data) % BLOCK)


def word_sum(data):
    """The sum of an HDU (FITS 4.0, appendix J)."""
    total = sum(struct.unpack(f">{len(data) // 4}I", data))
    while total >> 32:
        total = (total & 0xFFFFFFFF) + (total >> 32)
    return total


def encoded(value):
    """The sixteen letters of CHECKSUM for a complement."""
    letters = [0] * 16
    for place in range(4):
        byte = value >> (24 - 8 * place) & 0xFF
        quarter = [byte // 4 + 0x30] * 4
        quarter[0] += byte % 4
        while any(0x3A <= c <= 0x40 or 0x5B <= c <= 0x60 for c in quarter):
            for pair in (0, 2):
                if any(0x3A <= quarter[pair + n] <= 0x40 or 0x5B <= quarter[pair + n] <= 0x60 for n in (0, 1)):
                    quarter[pair] += 1
                    quarter[pair + 1] -= 1
        for turn, letter in enumerate(quarter):
            letters[4 * turn + place] = letter
    return bytes([letters[15]] + letters[:15])


def hdu(cards, data, has_sums):
    """An HDU, with DATASUM and CHECKSUM."""
    data = padded(data)
    if has_sums:
        cards = cards + [card("CHECKSUM", "0" * 16), card("DATASUM", str(word_sum(data)))]
    head = padded(b"".join(cards) + b"END".ljust(80), b" ")
    if has_sums:
        place = head.index(b"CHECKSUM") + 11
        total = word_sum(head + data)
        head = head[:place] + encoded(0xFFFFFFFF ^ total) + head[place + 16:]
    return head + data


def pixels(width, height, seed):
    generator = random.Random(seed)
    return [1000 + (x * 7 + y * 13) % 97 + generator.randrange(20) for y in range(height) for x in range(width)]


def chip_cards(number):
    return [card("EXTNAME", CHIPS[number][0]), card("CHIP", number), card("SERIAL", f"P-{number}")]


def image(number, form, has_sums):
    """The HDU of a chip: uint16, int32 or float, or tiles that gzip compressed."""
    _, width, height = CHIPS[number]
    values = pixels(width, height, number)
    bits, code, shift = {"int32": (32, "i", 0), "float": (-32, "f", 0)}.get(form, (16, "h", 32768))
    zero = [card("BZERO", 32768), card("BSCALE", 1)] if shift else []
    values = [value - shift for value in values]
    if form != "GZIP_1":
        cards = [card("XTENSION", "IMAGE"), card("BITPIX", bits), card("NAXIS", 2), card("NAXIS1", width),
                 card("NAXIS2", height), card("PCOUNT", 0), card("GCOUNT", 1)]
        return hdu(cards + zero + chip_cards(number), struct.pack(f">{len(values)}{code}", *values), has_sums)
    table, heap = b"", b""
    for row in range(height):
        tile = gzip.compress(struct.pack(f">{width}h", *values[row * width:(row + 1) * width]), mtime=0)
        table += struct.pack(">ii", len(tile), len(heap))
        heap += tile
    cards = [card("XTENSION", "BINTABLE"), card("BITPIX", 8), card("NAXIS", 2), card("NAXIS1", 8), card("NAXIS2", height),
             card("PCOUNT", len(heap)), card("GCOUNT", 1), card("TFIELDS", 1), card("TTYPE1", "COMPRESSED_DATA"),
             card("TFORM1", "1PB(200)"), card("ZIMAGE", True), card("ZBITPIX", 16), card("ZNAXIS", 2),
             card("ZNAXIS1", width), card("ZNAXIS2", height), card("ZTILE1", width), card("ZTILE2", 1),
             card("ZCMPTYPE", "GZIP_1")]
    return hdu(cards + zero + chip_cards(number), table + heap, has_sums)


def tiles(number, form, has_sums, folder):
    """The HDU of a chip as astropy compresses it."""
    _, width, height = CHIPS[number]
    data = numpy.array(pixels(width, height, number), dtype="uint16" if form != "PLIO_1" else "int16")
    made = fits.CompImageHDU(data.reshape(height, width), compression_type=form)
    for keyword, value in (("EXTNAME", CHIPS[number][0]), ("CHIP", number), ("SERIAL", f"P-{number}")):
        made.header[keyword] = value
    path = folder / "tiles.fits"
    fits.HDUList([fits.PrimaryHDU(), made]).writeto(path, overwrite=True, checksum=has_sums)
    return path.read_bytes()[BLOCK:]


Good = collections.namedtuple("Good", "name data has_sums is_counted packed")


def good_files(folder):
    """Files of three chips: bytes before gzip, and whether they have sums and NEXTEND."""
    files = []
    forms = ["uint16", "int32", "float", "GZIP_1"] + (["GZIP_2", "RICE_1", "HCOMPRESS_1", "PLIO_1"] if fits else [])
    for number, form in enumerate(forms + ["uint16", "GZIP_1"]):
        for has_sums in (False, True):
            is_counted = (number + has_sums) % 2 == 0
            packed = number >= len(forms)
            first = [card("SIMPLE", True), card("BITPIX", 8), card("NAXIS", 0), card("EXTEND", True)]
            first += [card("NEXTEND", 3)] if is_counted else []
            first += [card("INSTRUME", "Trio"), card("DATE-OBS", "2024-05-06T07:08:09"), card("SEQ", 12),
                      card("IMGTYPE", "object"), card("OBJECT", "M 31"), card("FILTER", "g"), card("EXPTIME", 30.5),
                      card("RA", 10.25), card("DEC", -41.5)]
            data = hdu(first, b"", has_sums)
            for chip in range(3):
                astropys = form not in ("uint16", "int32", "float", "GZIP_1")
                data += tiles(chip, form, has_sums, folder) if astropys else image(chip, form, has_sums)
            name = f"{form}{'-sums' if has_sums else ''}{'-nextend' if is_counted else ''}{'.gz' if packed else ''}"
            files.append(Good(name, data, has_sums, is_counted, packed))
    return files


def parts(data):
    """The HDUs of a good file: begin and end of header, data and padding, and the cards that are there."""
    found, offset = [], 0
    while offset < len(data):
        cards, end = {}, offset
        while True:
            text = data[end:end + 80]
            cards.setdefault(text[:8].decode().strip(), []).append(end)
            end += 80
            if text.startswith(b"END     "):
                break
        value = lambda name: int(data[cards[name][0] + 10:cards[name][0] + 30])
        size = abs(value("BITPIX")) // 8 * (1 if value("NAXIS") else 0)
        for axis in range(value("NAXIS")):
            size *= value(f"NAXIS{axis + 1}")
        size += value("PCOUNT") if "PCOUNT" in cards else 0
        begin = offset + (end - offset + BLOCK - 1) // BLOCK * BLOCK
        after = begin + (size + BLOCK - 1) // BLOCK * BLOCK
        found.append(collections.namedtuple("Part", "begin cards header data end after")(
            offset, cards, end, begin, begin + size, after))
        offset = after
    return found


class Mutation:
    """One change to a good file; `what` says which, so that somebody can make it by hand."""

    def __init__(self, number, seed, goods):
        self.number = number
        self.random = random.Random(f"{seed}-{number}")
        self.good = goods[self.random.randrange(len(goods))]
        self.parts = parts(self.good.data)
        # Whether a value may have changed that only sums protect, so that translate, which reads no data, cannot tell.
        self.is_value = False
        kinds = ["cut", "structure", "keyword", "insert", "remove", "padding", "swap"]
        kinds += ["byte", "byte"] if self.good.has_sums else []
        kinds += ["packed", "packed", "packed-cut"] if self.good.packed else []
        kind = self.random.choice(kinds)
        if kind.startswith("packed"):
            self.bytes, self.what = self.packed(gzip.compress(self.good.data, mtime=0), kind)
        else:
            data, self.what = getattr(self, kind)(bytearray(self.good.data))
            self.bytes = gzip.compress(bytes(data), mtime=0) if self.good.packed else bytes(data)

    @property
    def recipe(self):
        return f"file {self.number}: {self.good.name}, {self.what}"

    def packed(self, data, kind):
        place = self.random.randrange(10, len(data))
        if kind == "packed-cut":
            return data[:place], f"the gzip stream cut at byte {place} of {len(data)}"
        bit = self.random.randrange(8)
        changed = bytearray(data)
        changed[place] ^= 1 << bit
        return bytes(changed), f"bit {bit} of byte {place} of the gzip stream flipped"

    def flip(self, data, place, what):
        bit = self.random.randrange(8)
        data[place] ^= 1 << bit
        return data, f"bit {bit} of byte {place} flipped ({what})"

    def card_of(self, names):
        """A card of one HDU whose name begins so."""
        part = self.random.choice(self.parts)
        cards = [(name, place) for name, places in part.cards.items() for place in places if name.startswith(names)]
        return self.random.choice(cards) if cards else self.card_of(names)

    def structure(self, data):
        name, place = self.card_of(STRUCTURE)
        return self.flip(data, place + self.random.randrange(8 if name == "END" else 30), f"card {name}")

    def keyword(self, data):
        optional = {"EXTNAME", "EXTEND", "NEXTEND", "CHECKSUM", "DATASUM", "COMMENT", "HISTORY", "", "END", "EXTVER"}
        # Without sums nobody can know what pixels are when such a card is gone.
        scaling = set() if self.good.has_sums else {"BZERO", "BSCALE", "ZVAL", "ZNAME", "ZCMPTYPE", "ZTILE", "ZBITPIX"}
        while True:
            name, place = self.card_of(("",))
            if name not in optional and name.rstrip("0123456789") not in scaling and not name.startswith("Z"):
                return self.flip(data, place + self.random.randrange(10), f"name of card {name}")

    def byte(self, data):
        part = self.random.choice(self.parts)
        place = self.random.randrange(part.begin, part.after)
        self.is_value = place < part.data
        return self.flip(data, place, "in a header" if place < part.data else "in data")

    def padding(self, data):
        part = self.random.choice(self.parts)
        gap = self.random.choice([(part.header, part.data), (part.end, part.after)])
        return self.flip(data, self.random.randrange(*gap), "padding") if gap[0] < gap[1] else self.padding(data)

    def cut(self, data):
        ends = [part.after for part in self.parts]
        edges = ends[:-1] + [edge for part in self.parts for edge in (part.data, part.end, part.header)]
        place = self.random.choice(edges) if self.random.random() < 0.4 else self.random.randrange(1, len(data))
        # Between HDUs only a count in the header tells.
        if place in ends and not self.good.is_counted:
            return self.cut(data)
        return data[:place], f"cut at byte {place} of {len(data)}"

    def insert(self, data):
        place = self.random.randrange(len(data))
        count = self.random.choice([1, 2, 80, 100, BLOCK])
        if not self.good.has_sums and self.is_last_data(place):
            return self.insert(data)
        self.is_value = self.is_header(place)
        added = bytes(self.random.randrange(256) for _ in range(count))
        return data[:place] + added + data[place:], f"{count} bytes inserted at byte {place}"

    def remove(self, data):
        count = self.random.choice([1, 2, 80, 100, BLOCK])
        place = self.random.randrange(len(data) - count)
        if not self.good.has_sums and (self.is_last_data(place) or self.is_last_data(place + count)):
            return self.remove(data)
        self.is_value = self.is_header(place)
        return data[:place] + data[place + count:], f"{count} bytes removed at byte {place}"

    def swap(self, data):
        first, second = sorted(self.random.sample(range(len(data) // BLOCK), 2))
        a, b = first * BLOCK, second * BLOCK
        heads = [self.is_header(place) for place in (a, b)]
        # Sums are the same in whatever order words are added.
        is_in_one = any(part.begin <= a and b < part.after for part in self.parts)
        if heads[0] == heads[1] and (is_in_one or not self.good.has_sums):
            return self.swap(data)
        self.is_value = any(heads)
        data[a:a + BLOCK], data[b:b + BLOCK] = data[b:b + BLOCK], data[a:a + BLOCK]
        return data, f"blocks {first} and {second} of {BLOCK} bytes swapped"

    def is_header(self, place):
        return any(part.begin <= place < part.data for part in self.parts)

    def is_last_data(self, place):
        return self.parts[-1].data <= place < self.parts[-1].after


class Runner:
    """Runs obskit, and keeps an eye on time and memory."""

    def __init__(self, folder):
        self.folder = folder
        self.largest = 0
        self.failures = []
        self.lock = threading.Lock()

    def fail(self, mutation, text):
        with self.lock:
            self.failures.append((mutation.number if mutation else -1, f"{mutation.recipe if mutation else 'batch'}: {text}"))

    def run(self, *arguments, seconds=SECONDS):
        """Status, output and errors; the status is None when it took too long."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen([PROGRAM, *arguments, "--package", "Trio", "--diagnostics", "json"], stdout=out,
                                       stderr=err, stdin=subprocess.DEVNULL, cwd=self.folder)
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            took_too_long = not timer.is_alive()
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            with self.lock:
                self.largest = max(self.largest, usage.ru_maxrss)
            out.seek(0)
            err.seek(0)
            return None if took_too_long else process.returncode, out.read(), err.read()

    @staticmethod
    def words(errors, name=None):
        """The warnings and errors about a file, or about any."""
        records = [json.loads(line) for line in errors.splitlines() if line.startswith(b"{")]
        return [record for record in records if record["severity"] != "note"
                and (name is None or (record.get("source") or "").startswith(name))]


def observations(output):
    """The observations of each file, without what a name alone says, and the files with a record of another status."""
    found, told = collections.defaultdict(list), set()
    for line in output.splitlines():
        record = json.loads(line)
        if record["status"] != "ok":
            told.add(record["source"])
        if "info" in record:
            found[record["source"]].append(json.dumps(record["info"], sort_keys=True))
    return found, told


def name_of(mutation):
    return f"{mutation.number}.fits"


def translate(runner, mutations, expected):
    """Translate many files by one process; where it ends otherwise than by itself, halves of them."""
    listed = runner.folder / f"list-{mutations[0].number}.txt"
    listed.write_text("".join(name_of(mutation) + "\n" for mutation in mutations))
    status, output, errors = runner.run(
        "translate", "--format", "ndjson", "--files-from", listed.name, "--jobs", "1", seconds=SECONDS + len(mutations) / 20)
    if status not in (0, 1):
        if len(mutations) == 1:
            runner.fail(mutations[0], "translate took too long" if status is None else f"translate ended with {status}")
            return
        middle = len(mutations) // 2
        translate(runner, mutations[:middle], expected)
        translate(runner, mutations[middle:], expected)
        return
    found, told = observations(output)
    told |= {record.get("source") for record in runner.words(errors)}
    for mutation in mutations:
        name = name_of(mutation)
        if mutation.is_value or name in told or found[name] == expected[mutation.good.name]["translate"]:
            continue
        runner.fail(mutation, f"translate gives {len(found[name])} observations, others than before, without a word")


def written_pixels(path):
    """The data of a file that was written; its cards are those of the raw file, whatever they say."""
    data = path.read_bytes()
    return b"".join(data[part.data:part.end] for part in parts(data))


def raw(runner, mutation, expected, arguments, what):
    """Ask for pixels of one file."""
    status, output, errors = runner.run("raw", *arguments)
    if status not in (0, 1):
        text = "took too long" if status is None else f"ended with status {status}: {errors[-300:].decode()}"
        return runner.fail(mutation, f"{what} {text}")
    if "-o" in arguments:
        path = runner.folder / arguments[arguments.index("-o") + 1]
        output = written_pixels(path) if path.exists() else b""
        path.unlink(missing_ok=True)
    if status == 0 and output != expected[mutation.good.name][what] and not runner.words(errors):
        runner.fail(mutation, f"{what} gives another answer without a word")
    return output


def ask_for_pixels(runner, mutation, expected):
    name = name_of(mutation)
    raw(runner, mutation, expected, ("stats", name, "--format", "json"), "raw stats")
    if mutation.number % 4 == 0:
        raw(runner, mutation, expected, ("assemble", name, "--detector", "A", "-o", name + ".out"), "raw assemble")


def learn(runner, goods):
    """The answers to the good files, which must be whole and without a word."""
    expected = {}
    for good in goods:
        path = runner.folder / "good.fits"
        path.write_bytes(gzip.compress(good.data, mtime=0) if good.packed else good.data)
        answers = {}
        for what, arguments in (("translate", ("translate", "--format", "ndjson", path.name)),
                                ("raw stats", ("raw", "stats", path.name, "--format", "json")),
                                ("raw assemble", ("raw", "assemble", path.name, "--detector", "A", "-o", "good.out"))):
            status, output, errors = runner.run(*arguments)
            if status != 0 or runner.words(errors):
                sys.exit(f"{what} of the good file {good.name} ends with {status}: {errors.decode()}")
            answers[what] = output
        answers["raw assemble"] = written_pixels(runner.folder / "good.out")
        (runner.folder / "good.out").unlink()
        answers["translate"] = observations(answers["translate"])[0][path.name]
        assert len(answers["translate"]) == 3, good.name
        expected[good.name] = answers
    return expected


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", default="2880")
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        package(folder)
        goods = good_files(folder)
        runner = Runner(folder)
        expected = learn(runner, goods)
        print(f"seed {options.seed}: {options.count} mutations of {len(goods)} files", flush=True)
        numbers = range(options.count) if options.only is None else [options.only]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for begin in range(0, len(numbers), 500):
                mutations = [Mutation(number, options.seed, goods) for number in numbers[begin:begin + 500]]
                for mutation in mutations:
                    (folder / name_of(mutation)).write_bytes(mutation.bytes)
                jobs = [pool.submit(translate, runner, mutations[n:n + 100], expected)
                        for n in range(0, len(mutations), 100)]
                jobs += [pool.submit(ask_for_pixels, runner, mutation, expected) for mutation in mutations]
                for job in jobs:
                    job.result()
                if options.only is not None:
                    print(mutations[0].recipe)
                    for command in (("translate", "--format", "ndjson"), ("raw", "stats")):
                        _, output, errors = runner.run(*command, name_of(mutations[0]))
                        print(output.decode(), errors.decode())
                for mutation in mutations if not options.keep else []:
                    (folder / name_of(mutation)).unlink()
    if runner.largest > MEMORY_KB:
        runner.failures.append((-1, f"a run took {runner.largest // 1000} MB"))
    for _, text in sorted(runner.failures):
        print(text)
    print(f"mutated files: {len(numbers)} files, {len(runner.failures)} failures, at most {runner.largest // 1000} MB")
    sys.exit(1 if runner.failures else 0)


if __name__ == "__main__":
    main()
