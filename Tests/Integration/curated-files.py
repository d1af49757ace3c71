#!/usr/bin/env python3
"""Makes a folder of curated defects in the field's layout, for any number of files.

usage: curated-files.py CAMERA.json COUNT FOLDER
CAMERA.json is what `obskit camera NAME --format json` prints; the files are FOLDER/defects/DETECTOR/DATE.ecsv, as many
dates for each detector as there must be, a day apart.
"""
import datetime
import json
import os
import sys

camera, count, folder = json.load(open(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
detectors = [(d["id"], d["name"]) for d in camera["detectors"]]
instrument = os.path.basename(folder)
first = datetime.date(2015, 1, 1)
for number in range(count):
    ident, name = detectors[number % len(detectors)]
    day = first + datetime.timedelta(days=number // len(detectors))
    place = os.path.join(folder, "defects", name.lower())
    os.makedirs(place, exist_ok=True)
    columns = "".join(f"# - {{name: {c}, unit: pix, datatype: int32}}\n" for c in ("x0", "y0", "width", "height"))
    rows = "".join(f"{100 + (number * 7 + row * 13) % 900} {row * 30} 1 {20 + row}\n" for row in range(24))
    with open(os.path.join(place, day.strftime("%Y%m%dT000000.ecsv")), "w") as file:
        file.write(
            "# %ECSV 1.0\n# ---\n# datatype:\n" + columns + "# meta: !!omap\n# - {OBSTYPE: defects}\n"
            f"# - {{INSTRUME: {instrument}}}\n# - {{DETECTOR: {ident}}}\n# - {{DET_NAME: {name}}}\n"
            f"# - {{CALIBDATE: '{day}T00:00:00'}}\n# - {{DEFECTS_SCHEMA: Simple}}\n# schema: astropy-2.0\n"
            "x0 y0 width height\n" + rows
        )
