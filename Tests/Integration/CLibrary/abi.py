#!/usr/bin/env python3
"""The binary interface of libobskit as text: version, constants, functions and their types, structs with their sizes and offsets.

usage: abi.py HEADER [LIBRARY]

With LIBRARY, ends with status 1 when it does not export exactly the functions of the header, each with the symbol version of the
interface. The text is compared with abi.txt: what stands there may be added to, and never changed.
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def declarations(header):
    """Functions, structs and constants of the header, without comments."""
    text = re.sub(r"/\*.*?\*/", " ", pathlib.Path(header).read_text(), flags=re.S)
    functions = sorted(
        (m.group(2), re.sub(r"\s+", " ", m.group(0)).strip(" ;"))
        for m in re.finditer(r"^[a-z][\w *]*?[ *](\*?)(obk_\w+)\(([^;{}]*)\);", text, re.M) if "typedef" not in m.group(0))
    structs = []
    for m in re.finditer(r"typedef (struct|union) (obk_\w+) \{(.*?)\n?\} ?\2;", text, re.S):
        members, depth, part = [], 0, ""
        for char in m.group(3):
            depth += {"{": 1, "}": -1}.get(char, 0)
            if char == ";" and depth == 0:
                members += names(part)
                part = ""
            else:
                part += char
        structs.append((m.group(2), members))
    constants = re.findall(r"\b(OBK_\w+)\b(?=\s*[,=}])", "".join(re.findall(r"enum \{.*?\}", text, re.S)))
    return functions, structs, constants


def names(member):
    """The names that a member declares: `const char *a, *b`, `int64_t (*read)(…)`, `double pair[2]`, `union { … } value`."""
    function = re.search(r"\(\*(\w+)\)", member)
    if function:
        return [function.group(1)]
    member = re.sub(r"\{.*\}", "", member, flags=re.S)
    return [re.search(r"(\w+)\s*(\[\w+\])?\s*$", one).group(1) for one in member.split(",")]


def text_of(header):
    functions, structs, constants = declarations(header)
    lines = ["#include <stdio.h>", f'#include "{header}"', "int main(void) {",
             'printf("version %d.%d\\n", OBK_ABI_VERSION >> 16, OBK_ABI_VERSION & 65535);']
    lines += [f'printf("constant {name} %d\\n", (int){name});' for name in constants]
    for name, members in structs:
        lines.append(f'printf("struct {name} %zu\\n", sizeof({name}));')
        lines += [f'printf("    {member} %zu\\n", offsetof({name}, {member}));' for member in members]
    lines += ["return 0;", "}"]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "abi.c")
        source.write_text("\n".join(lines))
        subprocess.run(["cc", "-std=c11", "-o", f"{folder}/abi", source], check=True)
        printed = subprocess.run([f"{folder}/abi"], check=True, capture_output=True, text=True).stdout
    return printed + "".join(f"function {words}\n" for _, words in functions)


def main():
    header = str(pathlib.Path(sys.argv[1]).resolve())
    sys.stdout.write(text_of(header))
    if len(sys.argv) < 3:
        return 0
    wanted = {name for name, _ in declarations(header)[0]}
    table = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", sys.argv[2]], check=True, capture_output=True,
                           text=True).stdout
    exported = {line.split()[2] for line in table.splitlines() if line.split()[1] in "TDBRWV"}
    unversioned = sorted(name for name in exported if not re.fullmatch(r"obk_\w+@@OBK_1(\.\d+)?", name))
    exported = {name.split("@")[0] for name in exported}
    for what, names_ in (("declared and not exported", wanted - exported), ("exported and not declared", exported - wanted),
                         ("without a version of the interface", set(unversioned))):
        if names_:
            print(f"{what}: {', '.join(sorted(names_))}", file=sys.stderr)
    return 1 if wanted != exported or unversioned else 0


if __name__ == "__main__":
    sys.exit(main())
