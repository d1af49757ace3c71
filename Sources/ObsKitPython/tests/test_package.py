"""The package: what is imported, what it says of itself, what it runs."""

import os
import subprocess
import sys

import obskit
from obskit import _declarations, _library


def run(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **environment})


def test_importing_it_imports_neither_numpy_nor_astropy_nor_the_peer():
    said = run("import sys, obskit; obskit.instruments(); print([m for m in sys.modules if m.split('.')[0] in "
               "('numpy', 'astropy', 'astro_metadata_translator', 'pyarrow', 'dask')])")
    assert said.stdout.strip() == "[]", said.stderr


def test_no_swift_library_is_loaded():
    said = run("import obskit; obskit.instruments(); print([l for l in open('/proc/self/maps') if 'libswift' in l])")
    assert said.stdout.strip() == "[]", said.stderr


def test_it_knows_the_cameras_and_its_release():
    assert {"DECam", "HSC", "LSSTCam"} <= set(obskit.instruments())
    assert obskit.__version__ == _library.library.obk_release().decode()


def test_everything_in_all_is_there_and_has_a_docstring():
    for name in obskit.__all__:
        assert getattr(obskit, name).__doc__, name


def test_every_property_has_a_docstring_of_the_library():
    for name, described in obskit.PROPERTIES.items():
        assert described.about in getattr(obskit.Observation, name).__doc__


def test_the_command_is_run_or_named():
    said = subprocess.run([sys.executable, "-m", "obskit", "--version"], capture_output=True, text=True,
                          env={"PATH": "/nowhere"})
    beside = os.path.join(os.path.dirname(obskit.__file__), "bin", "obskit")
    if os.path.exists(beside):
        assert said.returncode == 0
    else:
        assert said.returncode == 3 and "make install" in said.stderr


def test_structs_have_the_sizes_that_the_library_takes():
    for name in ("obk_values", "obk_extension", "obk_translate_options"):
        assert _library.sized(getattr(_declarations, name)).size % 8 == 0


def test_both_ways_of_calling_give_the_same(header):
    code = ("import json, obskit; from obskit._properties import calls; o = obskit.translate(json.loads(input())); "
            "print(calls.__name__, o.to_json(), repr([getattr(o, n) for n in obskit.PROPERTIES]), o.failures)")
    import json

    answers = []
    for way in ("", "ctypes"):
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, input=json.dumps(header),
                              env={**os.environ, "OBSKIT_PYTHON_CALLS": way})
        assert said.returncode == 0, said.stderr
        answers.append(said.stdout.split(" ", 1))
    assert [name for name, _ in answers] == ["obskit._accelerator", "obskit._calls"]
    assert answers[0][1] == answers[1][1]
