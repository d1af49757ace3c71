"""What ObsKit's registry of calibrations is measured against: lsst-daf-butler with SQLite, on the same ranges."""

import datetime
import json
import random
import uuid

import astropy.time
import astropy.units
from lsst.daf.butler import Butler, CollectionType, DatasetType, Timespan

DETECTORS = range(1, 63)
START = astropy.time.Time("2020-01-01T00:00:00", format="isot", scale="tai")
HOUR = astropy.time.TimeDelta(3600, format="sec", scale="tai")


def write_export(path, ranges):
    """Writes an export of 62 detectors with a dataset for each of so many ranges of an hour, and returns the number of datasets."""
    numbers = random.Random(1)
    start = datetime.datetime(2020, 1, 1)
    rows = [(str(uuid.UUID(int=numbers.getrandbits(128), version=4)), detector, number)
            for detector in DETECTORS for number in range(ranges)]
    kind = {"name": "bias", "keys": {"detector": "exact"}, "policy": "overlaps", "format": "image"}

    def write_list(file, name, lines):
        file.write(f',\n"{name}": [')
        for place, line in enumerate(lines):
            file.write((",\n" if place else "\n") + json.dumps(line))
        file.write("\n]")

    def date(hours):
        return (start + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S TAI")

    with open(path, "w") as file:
        file.write('{"schema": "obskit/calibrations/1",\n"kinds": ')
        json.dump({"schema": "obskit/calibration-kinds/1", "kinds": [kind]}, file)
        write_list(file, "collections", [{"name": "calib", "form": "validity-ranged"}])
        write_list(file, "datasets", ({"id": id, "kind": "bias", "keys": {"detector": detector}, "uri": f"bias/{detector}/{number}.fits"}
                                      for id, detector, number in sorted(rows)))
        write_list(file, "certifications", ({"collection": "calib", "dataset": id, "kind": "bias", "keys": {"detector": detector},
                                             "begin": date(number), "end": date(number + 1)} for id, detector, number in rows))
        file.write("}\n")
    return len(rows)


def hours(begin, end):
    return Timespan(START + begin * HOUR, START + end * HOUR)


class Peer:
    """A repository with 62 detectors and a dataset for each detector and range."""

    def __init__(self, root, ranges):
        Butler.makeRepo(root)
        self.butler, self.ranges, self.collections = Butler.from_config(root, writeable=True), ranges, 0
        registry = self.registry = self.butler.registry
        registry.insertDimensionData("instrument", {"name": "Cam", "detector_max": 100, "exposure_max": 10**6,
                                                    "visit_max": 10**6, "class_name": "x.Cam"})
        registry.insertDimensionData("detector", *[{"instrument": "Cam", "id": d, "full_name": f"D{d}"} for d in DETECTORS])
        registry.insertDimensionData("physical_filter", {"instrument": "Cam", "name": "r", "band": "r"})
        self.type = DatasetType("bias", ["instrument", "detector"], "StructuredDataDict", universe=self.butler.dimensions,
                                isCalibration=True)
        registry.registerDatasetType(self.type)
        self.refs = []
        for number in range(ranges):
            registry.registerRun(f"run{number}")
            self.refs.append(registry.insertDatasets(
                self.type, [{"instrument": "Cam", "detector": d} for d in DETECTORS], run=f"run{number}"))
        self.calib = self.certify()
        self.insert_exposures()

    def certify(self):
        """Certifies every range in a collection of its own, 62 rows for each call."""
        self.collections += 1
        name = f"calib{self.collections}"
        self.registry.registerCollection(name, CollectionType.CALIBRATION)
        for number, refs in enumerate(self.refs):
            self.registry.certify(name, refs, hours(number, number + 1))
        return name

    def insert_exposures(self):
        self.registry.insertDimensionData("day_obs", {"instrument": "Cam", "id": 20200101})
        self.registry.insertDimensionData("group", {"instrument": "Cam", "name": "g"})
        self.registry.insertDimensionData("exposure", *[
            {"instrument": "Cam", "id": number, "obs_id": f"e{number}", "physical_filter": "r", "day_obs": 20200101, "group": "g",
             "timespan": self.exposure(number * max(1, self.ranges // 50) % self.ranges)} for number in range(100)])

    @staticmethod
    def exposure(number):
        """30 s in the middle of a range."""
        begin = START + (number + 0.5) * HOUR
        return Timespan(begin, begin + astropy.time.TimeDelta(30, format="sec", scale="tai"))

    def find(self, count):
        for number in range(count):
            ref = self.butler.find_dataset("bias", instrument="Cam", detector=number % 62 + 1, collections=self.calib,
                                           timespan=self.exposure(number * 7 % self.ranges))
            assert ref is not None
        return count

    def plane(self):
        with self.butler.query() as query:
            bias = query.expression_factory["bias"]
            found = list(query.where(instrument="Cam").datasets("bias", self.calib, find_first=False).where(
                bias.timespan.overlaps(self.exposure(7))))
        assert len(found) == 62, len(found)

    def join(self):
        with self.butler.query() as query:
            rows = list(query.where(instrument="Cam").join_dimensions(["exposure", "detector"]).join_dataset_search(
                "bias", self.calib).general(["exposure", "detector"], dataset_fields={"bias": {"dataset_id", "run"}},
                                            find_first=False))
        assert len(rows) == 6200, len(rows)
