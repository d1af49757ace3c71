#!/usr/bin/env python3
"""Writes the declarations of obskit.h as a module of ctypes, so that the package has no copy of them.

usage: declarations.py OBSKIT_H > _declarations.py
"""

import re
import sys

SCALARS = {
    "int32_t": "c_int32", "uint32_t": "c_uint32", "int64_t": "c_int64", "uint64_t": "c_uint64", "size_t": "c_size_t",
    "double": "c_double", "void": "None", "char": "c_char",
}


class Header:
    """The declarations of a header that is written as obskit.h is."""

    def __init__(self, text):
        macros = dict(re.findall(r"^#define (OBK_\w+) (0x[0-9a-fA-F]+|\d+)", text, re.M))
        self.constants = {name: int(value, 0) for name, value in macros.items()}
        self.structs = {}
        self.callbacks = {}
        self.functions = {}
        self.opaque = set()
        self.aliases = {}
        plain = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
        plain = re.sub(r"^#.*$", "", plain, flags=re.M)
        plain = re.sub(r'extern "C" \{', "", plain)
        for statement in self.statements(plain):
            self.read(statement)

    @staticmethod
    def statements(text):
        """Pieces that end in a semicolon outside of braces."""
        depth, start = 0, 0
        for place, letter in enumerate(text):
            depth += (letter == "{") - (letter == "}")
            if letter == ";" and depth <= 0:
                yield " ".join(text[start:place].split())
                start = place + 1

    def read(self, statement):
        statement = statement.lstrip("} ")
        if match := re.fullmatch(r"enum \{(.*)\}", statement):
            value = -1
            for item in filter(None, (part.strip() for part in match[1].split(","))):
                name, _, given = (part.strip() for part in item.partition("="))
                value = int(given, 0) if given else value + 1
                self.constants[name] = value
        elif match := re.fullmatch(r"typedef (struct|union) (\w+) \{(.*)\} \w+", statement):
            self.structs[match[2]] = (match[1], list(self.members(match[2], match[3])))
        elif match := re.fullmatch(r"typedef struct (\w+) \w+", statement):
            self.opaque.add(match[1])
        elif match := re.fullmatch(r"typedef (.*?)\(\*(\w+)\)\((.*)\)", statement):
            self.callbacks[match[2]] = self.callback(match[1], match[3])
        elif match := re.fullmatch(r"typedef (\w+) (\w+)", statement):
            self.aliases[match[2]] = match[1]
        elif match := re.fullmatch(r"(.*?)\b(obk_\w+)\((.*)\)", statement):
            arguments = [] if match[3].strip() == "void" else [self.argument(one) for one in match[3].split(",")]
            self.functions[match[2]] = (self.result(match[1].strip()), arguments)
        elif statement:
            sys.exit(f"declarations.py cannot read: {statement}")

    def callback(self, result, arguments):
        kinds = [self.result(result.strip()), *(self.pointerless(one) for one in arguments.split(","))]
        return f"CFUNCTYPE({', '.join(kinds)})"

    def members(self, owner, text):
        # A union without a name becomes one of its own.
        if match := re.search(r"union \{(.*?)\} (\w+);", text):
            name = f"{owner}_{match[2]}"
            self.structs[name] = ("union", list(self.members(name, match[1])))
            text = text.replace(match[0], f"{name} {match[2]};")
        for declaration in filter(None, (part.strip() for part in text.split(";"))):
            if match := re.fullmatch(r"(.*?)\(\*(\w+)\)\((.*)\)", declaration):
                yield match[2], self.callback(match[1], match[3])
                continue
            base, names = re.fullmatch(r"((?:const )?\w+) (.*)", declaration).groups()
            for name in (part.strip() for part in names.split(",")):
                stars, word, length = re.fullmatch(r"([*const ]*)\b(\w+)(?:\[(\w+)\])?", name).groups()
                kind = self.kind(base, stars.count("*"))
                yield word, kind if length is None else f"{kind} * {self.constants.get(length, length)}"

    def kind(self, base, stars):
        """The type of a member: a text that is lent stays an address, which says whether there is one."""
        word = base.removeprefix("const ").strip()
        if stars:
            return "c_char_p" if word == "char" and stars == 1 and base.startswith("const") else "c_void_p"
        return self.scalar(word)

    def scalar(self, word):
        word = self.aliases.get(word, word)
        if word in SCALARS:
            return SCALARS[word]
        if word in self.structs or word in self.callbacks:
            return word
        sys.exit(f"declarations.py knows no type {word}")

    def result(self, text):
        if text.replace(" ", "") == "constchar*":
            return "c_char_p"
        return "c_void_p" if "*" in text else self.scalar(text.split()[-1])

    def pointerless(self, text):
        return "c_void_p" if "*" in text or "[" in text else self.scalar(text.split()[-2 if len(text.split()) > 1 else 0])

    def argument(self, text):
        """A pointer takes what ctypes makes a void * of: bytes, an address, byref(…), an array, None."""
        if re.fullmatch(r"\s*const char \*(?!cards)\w+", text):
            return "c_char_p"
        return self.pointerless(text)

    def write(self):
        yield '"""What obskit.h declares. declarations.py writes this file; do not edit it."""'
        yield ""
        yield "from ctypes import CFUNCTYPE, Structure, Union"
        yield "from ctypes import c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p"
        yield "from typing import Any"
        yield ""
        for name, value in self.constants.items():
            yield f"{name} = {value}"
        yield ""
        for name, kind in self.callbacks.items():
            yield f"{name} = {kind}"
        for name, (sort, members) in self.structs.items():
            yield f"\n\nclass {name}({'Union' if sort == 'union' else 'Structure'}):"
            fields = ", ".join(f'("{member}", {kind})' for member, kind in members)
            yield f"    _fields_ = [{fields}]"
        yield "\n\nFUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {"
        for name, (result, arguments) in self.functions.items():
            yield f'    "{name}": ({result}, ({"".join(argument + ", " for argument in arguments)})),'
        yield "}"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(Header(file.read()).write()))
