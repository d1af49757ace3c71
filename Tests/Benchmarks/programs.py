"""The programs of this package: how they are asked for a pass, and how the instructions of a pass are counted."""

import os
import re
import shutil
import subprocess
import sys
from typing import NamedTuple


class Times(NamedTuple):
    """The seconds that something took."""

    elapsed: float
    processor: float


class Program:
    """A program of this package that does a pass whenever it is asked to."""

    def __init__(self, path, *arguments):
        self.process = subprocess.Popen([path, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, name, expected=None, at_least=0.2):
        """The times of a pass, averaged over as many as fill some time."""
        total, passes = Times(0, 0), 0
        while passes == 0 or total.elapsed < at_least:
            self.process.stdin.write(name + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline().split()
            if len(answer) != 3 or expected not in (None, int(answer[2])):
                sys.exit(f"{self.process.args[0]}, pass {name}: {answer}, expected {expected} results")
            total, passes = Times(total.elapsed + float(answer[0]), total.processor + float(answer[1])), passes + 1
        return Times(total.elapsed / passes, total.processor / passes)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Instructions:
    """Counts the instructions that a pass of a program takes, by callgrind."""

    @staticmethod
    def can_be_counted():
        return shutil.which("valgrind") is not None

    def __init__(self, path, folder):
        # Valgrind does not read the debugging information that Swift writes.
        self.program = os.path.join(folder, f"stripped-{os.path.basename(path)}")
        subprocess.run(["strip", "--strip-debug", "-o", self.program, path], check=True)

    def of_pass(self, path, kind, profile=None):
        """The instructions of a pass: the difference between four passes and one, which leaves the start out."""
        return (self.of_passes(path, kind, 4, profile) - self.of_passes(path, kind, 1)) / 3

    def of_passes(self, path, kind, passes, profile=None):
        # Hashing that does not vary makes the counts repeat.
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile or '/dev/null'}", self.program, path] + [kind] * passes,
            capture_output=True, text=True, env=dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1"), check=True)
        return int(re.search(r"Collected : (\d+)", run.stderr)[1])
