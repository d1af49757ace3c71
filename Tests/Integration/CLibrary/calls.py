#!/usr/bin/env python3
"""Writes a C program that calls every function of obskit.h with generated arguments, most of them wrong.

usage: calls.py HEADER > calls.c         calls COUNT SEED THREADS FILE...

A third of the calls has right arguments as far as the program can make them. Of the others, handles are NULL, freed, of another kind, random numbers, or right; lengths are 0, too small, too large, negative; texts are no
UTF-8, empty, long; structs have wrong sizes and members; callbacks stop or are NULL. What a C function cannot know is left right: a
pointer that is not NULL points to memory of the length that is said. FILE are files and folders to name. The program ends with
status 0 when nothing crashed and every call obeyed: what failed gives no output.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import abi  # noqa: E402

KINDS = "error catalog observation camera transform sky footprint exposure calibrations raw".split()
# Calls that take long where their arguments are right are made seldom, one in so many.
SELDOM = {"obk_catalog_conformance": 300, "obk_catalog_new": 200, "obk_catalog_validate": 200, "obk_calibrations_curated": 500,
          "obk_raw_read": 4, "obk_raw_open": 4, "obk_exposure_files": 10, "obk_calibrations_registry": 20,
          "obk_translate_file": 30, "obk_camera_json": 50, "obk_camera_at": 20, "obk_footprint_of": 20, "obk_footprint_at": 20,
          "obk_exposure_footprint": 3, "obk_sky_cards": 20, "obk_identify_file": 20, "obk_calibrations_context": 20,
          "obk_exposure_new": 10, "obk_exposures_of": 10, "obk_visits_json": 10}
# What cannot succeed: an error's status is never OBK_OK, and no camera of the library has properties of its own.
NO_SUCCESS = ("obk_error_status", "obk_observation_extension")
# Arguments that are one of the first whole numbers: how many there are.
CHOICES = {"form": 2, "pixel_type": 10, "threads": 2}
NAMES = {
    "instrument": ["DECam", "HSC", "LSSTCam", "DECaaam"], "package": ["StarTrackers", "nothing"], "detector": ["S1", "25", "N31x"],
    "from": ["pixels", "focalPlane", "fieldAngle", "nowhere"], "to": ["fieldAngle", "focalPlane", "tanPixels", "nowhere"],
    "text": ["2013-09-01T06:00:00", "2013-13-01", "yesterday"], "path": None, "name": ["a name"],
}


def argument(kind, name, place):
    """The C of an argument: what it is declared as, and what it is."""
    handle = re.fullmatch(r"(?:const )?obk_(\w+) \*", kind)
    if handle and handle.group(1) in KINDS:
        return f"pick_handle(w, {handle.group(1).upper()})"
    if re.fullmatch(r"obk_\w+ \*\*", kind):
        return f"missing(w) ? NULL : ({kind})(void *)&w->handles[{place}]"
    if re.fullmatch(r"const obk_\w+ \*const \*", kind):
        return f"({kind})pick_handles(w)"
    if kind in ("char **", "const char **"):
        return f"missing(w) ? NULL : ({kind})&w->texts[{place}]"
    if kind == "const char *const *":
        return "pick_names(w)"
    if kind == "const char *" and name == "cards":
        return "missing(w) ? NULL : w->cards"
    if kind == "const char *":
        words = NAMES.get(name)
        choices = ", ".join(f'"{word}"' for word in words) if words else ""
        return f'pick_text(w, (const char *[]){{{choices}}}, {len(words)})' if words else "pick_path(w)"
    if kind in ("obk_observer", "obk_answered", "obk_exposed"):
        return f"missing(w) ? NULL : take_{kind[4:]}"
    struct = re.fullmatch(r"(const )?obk_(\w+) \*", kind)
    if struct:
        return f"({kind})pick_{struct.group(2)}(w)"
    if kind == "void *" and name == "pixels":
        return "missing(w) ? NULL : (void *)w->pixels"
    if kind in ("const void *", "void *") and name in ("bytes", "content"):
        return "missing(w) ? NULL : (void *)w->memory"
    if kind == "void *":
        return "w"
    if kind == "char *":
        return "missing(w) ? NULL : (char *)w->memory"
    if kind == "double *":
        return "missing(w) ? NULL : (double *)w->memory"
    if kind == "const int32_t *" or kind == "int32_t *" and name == "numbers":
        return "missing(w) ? NULL : (int32_t *)w->memory"
    if kind.endswith("*"):
        return f"missing(w) ? NULL : ({kind})&w->values[{place}]"
    if kind == "size_t":
        if name == "bytes":
            return "w->right || chance(w, 2) ? (size_t)2048 * 4096 * (2 << next(w) % 3) : pick_length(w)"
        if name == "index":
            return "w->right || chance(w, 2) ? next(w) % 2 : pick_length(w)"
        return "pick_count(w)" if name in ("count", "stride") else "pick_length(w)"
    if kind == "double":
        return "pick_real(w)"
    if name in CHOICES:
        return f"w->right ? 1 + (int32_t)(next(w) % {CHOICES[name]}) : (int32_t)pick_number(w)"
    if kind in ("int32_t", "int64_t", "uint32_t", "uint64_t", "ptrdiff_t"):
        return f"({kind})pick_number(w)"
    raise SystemExit(f"no argument is known of type {kind!r}, named {name}")


def parameters(words):
    inside = words[words.index("(") + 1:words.rindex(")")]
    result = []
    for one in [] if inside.strip() == "void" else inside.split(","):
        found = re.fullmatch(r"\s*(.*?[ *])(\w+)(\[\d\])?\s*", one)
        kind, name = found.group(1).strip(), found.group(2)
        result.append((re.sub(r"\s*\*", " *", kind).replace("* *", "**").replace(" *const *", " *const *") if not found.group(3)
                       else kind + " *", name))
    return result


TEMPLATE = pathlib.Path(__file__).with_name("calls.c.in")


def main():
    header = str(pathlib.Path(sys.argv[1]).resolve())
    functions, _, _ = abi.declarations(header)
    cases = []
    for number, (name, words) in enumerate(functions):
        given = parameters(words)
        result = words[:words.index(name)].strip()
        lines = [f"case {number}: {{ /* {name} */"]
        if name in SELDOM:
            lines.append(f"if (!chance(w, {SELDOM[name]})) return;")
        freed = re.fullmatch(r"obk_(\w+)_free", name)
        if name == "obk_free":
            lines.append("obk_free(NULL);")
        elif freed:
            lines.append(f"free_one(w, {freed.group(1).upper()});")
        elif name == "obk_answer_clear":
            lines.append("obk_answer_clear(NULL);")
        else:
            for place, (kind, parameter) in enumerate(given):
                lines.append(f"{kind} a{place} = {argument(kind, parameter, place)};")
            call = f"{name}({', '.join(f'a{place}' for place in range(len(given)))})"
            if result == "obk_status" and name not in NO_SUCCESS:
                lines.append("begin(w);")
                lines.append(f"obk_status status = {call};\n        if (status == OBK_OK) w->good[{number}]++;")
                made = [place for place, (kind, _) in enumerate(given) if re.fullmatch(r"obk_\w+ \*\*", kind)]
                for place in made[:-1] if given and given[-1][0] == "obk_error **" else made:
                    found = re.fullmatch(r"obk_(\w+) \*\*", given[place][0]).group(1).upper()
                    lines.append(f'made(w, "{name}", status, a{place} != NULL, {place}, {found});')
                for place, (kind, _) in enumerate(given):
                    if kind == "char **":
                        lines.append(f'text(w, "{name}", status, a{place} != NULL, {place});')
                if given and given[-1][0] == "obk_error **":
                    lines.append(f'failed(w, "{name}", status, a{len(given) - 1} != NULL, {len(given) - 1});')
            elif re.fullmatch(r"obk_\w+ \*", result):
                lines.append(f"keep(w, {call}, {re.fullmatch(r'obk_(.*) .', result).group(1).upper()});")
            elif result == "const char *":
                lines.append(f"read_text({call});")
            else:
                lines.append(f"(void){call};")
        if "obk_status status" not in " ".join(lines):
            lines.append(f"w->good[{number}]++;")
        lines.append("return; }")
        cases.append("\n        ".join(lines))
    print(TEMPLATE.read_text().replace("@KINDS@", ", ".join(kind.upper() for kind in KINDS))
          .replace("@FREE@", "\n".join(f"        case {kind.upper()}: obk_{kind}_free(handle); break;" for kind in KINDS))
          .replace("@NAMES@", ", ".join(f'"{name}"' for name, _ in functions)).replace("@COUNT@", str(len(functions))).replace("@CASES@", "\n        ".join(cases)))


if __name__ == "__main__":
    main()
