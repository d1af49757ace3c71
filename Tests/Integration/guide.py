#!/usr/bin/env python3
"""Run what a document says: every command, and every program, of its fenced blocks.

usage: guide.py DOCUMENT [--update]

The blocks are run in their order, in one empty folder and one shell, with the folder ObsKit standing for the source:

  ```console            lines that begin with '$ ' are commands, the others what they print (diagnostics too);
                        … alone is any number of lines, … in a line is any text; '# status 1' behind a command is expected
  ```yaml file=PATH     a file that is written; file+=PATH is added to one
  ```swift              a program, compiled with the libraries of OBSKIT_BUILD and run; the block text after it is its output
  ```text               the output of the program before, else only to be read

--update writes what commands print into the document, where that differs. OBSKIT_PROGRAM is the command, OBSKIT_ROOT the source.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["OBSKIT_ROOT"])
PROGRAM = pathlib.Path(os.environ["OBSKIT_PROGRAM"]).resolve()
NOT_COMPILED = "it does not compile:\n"
BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Shell:
    """One bash for all commands, so that cd and variables stay."""

    def __init__(self, folder):
        tools = folder.parent / "tools"
        tools.mkdir()
        (tools / "obskit").symlink_to(PROGRAM)
        environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C", "TERM": "dumb",
        }
        self.capture = folder.parent / "capture"
        self.bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"], cwd=folder, env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )

    def folder(self):
        return self.run("pwd")[1][0]

    def run(self, command):
        self.bash.stdin.write(f"{{ {command}\n}} >'{self.capture}' 2>&1 </dev/null; echo $?\n")
        self.bash.stdin.flush()
        status = int(self.bash.stdout.readline())
        return status, self.capture.read_text(errors="replace").rstrip("\n").split("\n")


def agree(expected, found):
    """Whether lines are as expected, with … for whatever there is."""
    if not expected:
        return not found
    if expected[0] == "…":
        return any(agree(expected[1:], found[place:]) for place in range(len(found) + 1))
    if not found:
        return False
    pattern = ".*".join(re.escape(part) for part in expected[0].rstrip().split("…"))
    return re.fullmatch(pattern, found[0].rstrip()) is not None and agree(expected[1:], found[1:])


def steps(text):
    """The commands of a console block, each with the lines that it prints."""
    found = []
    for line in text.split("\n")[:-1]:
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and found[-1][0].endswith("\\") and line.startswith("> "):
            found[-1] = (found[-1][0] + "\n" + line[2:], [])
        elif not found:
            raise SystemExit(f"a console block begins with a command, not with: {line}")
        else:
            found[-1][1].append(line)
    return found


def console(text, shell, problems, update):
    lines = []
    for command, expected in steps(text):
        status, found = shell.run(command)
        found = [] if found == [""] else found
        wanted = re.search(r"# status (\d+)$", command)
        if status != int(wanted.group(1) if wanted else 0):
            problems.append(f"$ {command}\nends with status {status}:\n" + "\n".join(found))
        if not agree(expected, found):
            if update:
                expected = found
            else:
                problems.append(f"$ {command}\nexpected:\n" + "\n".join(expected) + "\nprinted:\n" + "\n".join(found))
        lines += ["$ " + command.replace("\n", "\n> ")] + expected
    return "\n".join(lines) + "\n"


def program(text, folder, place, number):
    """Compiles a program with the libraries that are built already, and runs it."""
    build = pathlib.Path(os.environ["OBSKIT_BUILD"])
    source = folder.parent / f"program{number}"
    source.mkdir()
    (source / "main.swift").write_text(text)
    # The libraries, but for what only the command and the tests link.
    known = re.compile(r"^(C?Obs\w+|ReferenceCameras)\.build$")
    unwanted = re.compile(r"Tests|ObsKit(C\b|Command|Tool|Testing|Conformance)|ObsRegistry|ObsRaw")
    # A source file that was moved or taken away leaves its object behind.
    sources = {(module.name, path.name) for module in (ROOT / "Sources").iterdir() for path in module.rglob("*.swift")}

    def is_wanted(path):
        module = path.relative_to(build).parts[0]
        moved = path.name.endswith(".swift.o") and (ROOT / "Sources" / module.removesuffix(".build")).is_dir() \
            and (module.removesuffix(".build"), path.name.removesuffix(".o")) not in sources
        return known.match(module) and not unwanted.search(module) and not moved

    objects = [str(path) for path in sorted(build.glob("*.build/**/*.o")) if is_wanted(path)]
    maps = [f"-fmodule-map-file={ROOT / 'Sources' / name / 'module.modulemap'}" for name in ("CObsYAML", "CObsZlib", "CObsERFA", "CObsCompression")]
    maps += [f"-fmodule-map-file={path}" for path in sorted(build.glob("*.build/module.modulemap"))]
    flags = [flag for one in maps for flag in ("-Xcc", one)]
    command = ["swiftc", "-swift-version", "6", "-I", str(build / "Modules"), "-I", str(ROOT / "Sources/CObsEmbedded/include"),
               *flags, str(source / "main.swift"), *objects, "-lyaml", "-lz", "-lerfa", "-o", str(source / "program")]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode != 0:
        return NOT_COMPILED + made.stderr[-4000:]
    ran = subprocess.run([str(source / "program")], cwd=place, capture_output=True, text=True, env={"HOME": str(folder)})
    return ran.stdout + ran.stderr + (f"ends with status {ran.returncode}\n" if ran.returncode else "")


def main():
    document = pathlib.Path(sys.argv[1])
    update = "--update" in sys.argv[2:]
    text = document.read_text()
    problems = []
    counts = {}
    with tempfile.TemporaryDirectory() as outer:
        folder = pathlib.Path(outer).resolve() / "work"
        folder.mkdir()
        (folder / "ObsKit").symlink_to(ROOT)
        shell = Shell(folder)
        printed = None
        pieces, end = [], 0
        for block in BLOCK.finditer(text):
            kind, info, body = block.groups()
            counts[kind] = counts.get(kind, 0) + 1
            replacement = body
            place = f"{document.name}:{text[:block.start()].count(chr(10)) + 1}"
            found = []
            if kind == "console":
                replacement = console(body, shell, found, update)
            elif kind == "swift":
                printed = program(body, folder, shell.folder(), counts[kind])
                # What the compiler says is never an output to be taken over.
                if printed is not None and printed.startswith(NOT_COMPILED):
                    found.append(printed)
                    printed = None
            elif kind == "text" and printed is not None:
                if not agree(body.rstrip("\n").split("\n"), printed.rstrip("\n").split("\n")):
                    if update:
                        replacement = printed
                    else:
                        found.append(f"the program was to print:\n{body}and printed:\n{printed}")
                printed = None
            else:
                name = re.search(r"file(\+?)=(\S+)", info)
                if name:
                    target = folder / name.group(2)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text((target.read_text() if name.group(1) else "") + body)
                elif kind != "text":
                    found.append(f"nobody runs this block of {kind}")
            problems += [f"{place}: {one}" for one in found]
            pieces.append(text[end:block.start(3)] + replacement)
            end = block.end(3)
        if update:
            document.write_text("".join(pieces) + text[end:])
    for problem in problems:
        print(problem, end="\n\n")
    print(f"{document.name}: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
