#!/usr/bin/env python3
"""Writes down the types of the attributes of observations, for people and tools that read code.

usage: stubs.py [--check FILE] > obskit/_values.pyi      with a Python that has obskit installed
"""

import pathlib
import sys

# The folder of this file has the sources of the package, which cannot be imported as they are.
sys.path.pop(0)
import obskit  # noqa: E402
from obskit import _declarations as c  # noqa: E402

TYPES = {
    c.OBK_TEXT: "str", c.OBK_INTEGER: "int", c.OBK_REAL: "float", c.OBK_BOOLEAN: "bool", c.OBK_INSTANT: "Instant",
    c.OBK_SKY: "tuple[float, float]", c.OBK_HORIZONTAL: "tuple[float, float]", c.OBK_PLACE: "tuple[float, float, float]",
}


def lines():
    yield "# stubs.py writes this file out of what the library lists; do not edit it."
    yield ""
    yield "from ._time import Instant"
    yield ""
    yield "class Values:"
    yield '    """The properties as attributes; `None` where there is no value."""'
    for one in obskit.PROPERTIES.values():
        unit = f" Unit: {one.unit}." if one.unit else ""
        yield ""
        yield "    @property"
        yield f"    def {one.name}(self) -> {TYPES[one.kind]} | None:"
        yield f'        """{one.about}{unit}"""'


text = "\n".join(lines()) + "\n"
if sys.argv[1:2] == ["--check"]:
    sys.exit(0 if pathlib.Path(sys.argv[2]).read_text() == text else f"{sys.argv[2]} is not what stubs.py writes")
print(text, end="")
