#!/usr/bin/env python3
"""Runs the blocks ```python of a document, each as a program of its own, and compares what they print with the ```text behind them.

usage: document.py DOCUMENT PYTHON [--write]      in a folder with raw.fits; --write puts what they print into the document
"""

import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```python\n(.*?)^```\n\s*```text\n(.*?)^```$", re.M | re.S)
document, python = sys.argv[1:3]
text = pathlib.Path(document).read_text()
wrong = 0


def run(match):
    global wrong
    pathlib.Path("block.py").write_text(match[1])
    said = subprocess.run([python, "block.py"], capture_output=True, text=True)
    if said.returncode:
        wrong += 1
        print(f"this program of {document} fails:\n{match[1]}\n{said.stderr}")
    elif said.stdout != match[2]:
        wrong += 1
        print(f"this program of {document} prints\n{said.stdout}and the document says\n{match[2]}")
    return f"```python\n{match[1]}```\n\n```text\n{said.stdout}```"


written = BLOCK.sub(run, text)
count = len(BLOCK.findall(text))
if "--write" in sys.argv:
    pathlib.Path(document).write_text(written)
elif wrong or not count or count != len(re.findall(r"^```python$", text, re.M)):
    sys.exit(f"{wrong} of {count} programs are not as {document} says, or one has no output behind it")
print(f"{count} programs print what the document says")
