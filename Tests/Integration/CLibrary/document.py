#!/usr/bin/env python3
"""Writes the blocks ```c and ```cpp of a document as programs, and the ```text behind each as what it prints.

usage: document.py DOCUMENT FOLDER
"""

import pathlib
import re
import sys

document, folder = sys.argv[1:]
pathlib.Path(folder).mkdir()
blocks = re.findall(r"^```(c|cpp)\n(.*?)^```\n\s*```text\n(.*?)^```$", pathlib.Path(document).read_text(), re.M | re.S)
for number, (language, program, printed) in enumerate(blocks):
    pathlib.Path(folder, f"{number}.{language}").write_text(program)
    pathlib.Path(folder, f"{number}.wanted").write_text(printed)
if len(re.findall(r"^```(?:c|cpp)$", pathlib.Path(document).read_text(), re.M)) != len(blocks) or not blocks:
    sys.exit(f"{document}: a program has no output behind it, or there is none")
