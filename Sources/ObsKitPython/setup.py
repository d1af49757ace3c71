"""Builds the package around the C library.

OBSKIT_LIBRARY names a folder that Scripts/library filled. Without it the library is built from the Swift sources of ObsKit, which
an sdist carries: that takes Swift, and what Scripts/install installs.
"""

import os
import pathlib
import shutil
import subprocess
import sys

from setuptools import Distribution, Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

HERE = pathlib.Path(__file__).resolve().parent
# In an sdist the sources lie in swift/, in a clone two folders up.
SOURCES = HERE / "swift" if (HERE / "swift").is_dir() else HERE.parent.parent


def release():
    text = (SOURCES / "Sources/ObsKit/Packages/ObsKitRelease.swift").read_text()
    import re

    return ".".join(re.search(r"ObsKitRelease\(major: (\d+), minor: (\d+), patch: (\d+)\)", text).groups())


def library():
    """The folder with the library, which is built where none is named."""
    named = os.environ.get("OBSKIT_LIBRARY")
    if named:
        return pathlib.Path(named).resolve()
    missing = [program for program in ("swift", "gcc", "pkg-config") if shutil.which(program) is None]
    missing += [module for module in ("yaml-0.1", "zlib", "erfa")
                if "pkg-config" not in missing and subprocess.run(["pkg-config", "--exists", module]).returncode]
    if missing:
        sys.exit(f"obskit is built from Swift sources, and these are missing: {', '.join(missing)}. "
                 "Install a wheel, or name a built library in OBSKIT_LIBRARY.")
    folder = pathlib.Path("build/library").resolve()
    subprocess.run(["bash", "Scripts/library", folder], cwd=SOURCES, check=True)
    return folder


class BuildPackage(build_py):
    """Adds the library, its declarations and its licenses."""

    def run(self):
        super().run()
        target = pathlib.Path(self.build_lib) / "obskit"
        found = library()
        self.mkpath(str(target / "licenses"))
        shutil.copyfile((found / "lib/libobskit.so.1").resolve(), target / "libobskit.so.1")
        os.chmod(target / "libobskit.so.1", 0o755)
        written = subprocess.run([sys.executable, HERE / "declarations.py", found / "include/obskit.h"], check=True,
                                 capture_output=True, text=True).stdout
        (target / "_declarations.py").write_text(written)
        shutil.copyfile(SOURCES / "LICENSE", target / "licenses/LICENSE")
        command = os.environ.get("OBSKIT_COMMAND")
        if command:
            self.mkpath(str(target / "bin"))
            shutil.copy(command, target / "bin/obskit")


class BuildExtension(build_ext):
    """Compiles the accelerator against the library that lies beside it."""

    def build_extension(self, extension):
        found = library()
        extension.include_dirs = [str(found / "include")]
        extension.extra_objects = [str((found / "lib/libobskit.so.1").resolve())]
        # The linker of some Pythons looks into the folders of their own machine.
        self.compiler.linker_so = [word for word in self.compiler.linker_so if not word.startswith(("-Wl,-rpath", "-L"))]
        super().build_extension(extension)


class Wheel(bdist_wheel):
    """A wheel for Python 3.11 and later of one platform."""

    def finalize_options(self):
        self.py_limited_api = "cp311"
        super().finalize_options()
        self.root_is_pure = False


class WithLibrary(Distribution):
    """The package holds a library, whatever becomes of the extension."""

    def has_ext_modules(self):
        return True


setup(
    version=release(),
    distclass=WithLibrary,
    cmdclass={"build_py": BuildPackage, "build_ext": BuildExtension, "bdist_wheel": Wheel},
    ext_modules=[
        Extension(
            "obskit._accelerator", ["obskit/_accelerator.c"], py_limited_api=True,
            extra_compile_args=["-O2", "-g0", "-Wall", "-Wextra", "-Wno-missing-field-initializers"],
            extra_link_args=["-Wl,-rpath,$ORIGIN", "-Wl,-s"],
        )
    ],
)
