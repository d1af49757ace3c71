"""The instruments that are known, and what can be asked of them."""

from __future__ import annotations

import os
from _thread import allocate_lock
from collections.abc import Iterable, Iterator
from ctypes import addressof, byref, c_size_t, c_void_p
from typing import TYPE_CHECKING, Any

from . import _declarations as c
from . import _files
from ._headers import wire
from ._library import Handle, call, encoded, library, names, new, record, sized, taken
from ._observation import Observation
from ._properties import calls, mask

if TYPE_CHECKING:
    from ._camera import Camera
    from ._exposure import Exposure
    from ._raw import RawFile

_PLAIN = (dict, bytes, bytearray)


class Catalog:
    """The instruments that are known: those of the library, and of folders of camera packages.

    Parameters
    ----------
    packages : iterable of `str` or `os.PathLike`, optional
        Folders of camera packages, or folders that hold some. The first one wins; all stand before the library's own.
    corrections : iterable of `str` or `os.PathLike`, optional
        Files of corrections that are laid over those of their instruments, the first one on top.
    environment : `bool`, optional
        Whether ``OBSKIT_PATH`` and ``OBSKIT_CORRECTIONS`` come after these lists.

    Raises
    ------
    NotFound
        Where a folder of ``packages`` holds no package.
    ObsKitError
        Where a file of corrections is wrong.
    """

    def __init__(
        self, packages: Iterable[str | os.PathLike[str]] = (), corrections: Iterable[str | os.PathLike[str]] = (), *,
        environment: bool = True,
    ) -> None:
        self._recipe = (tuple(os.fspath(one) for one in packages), tuple(os.fspath(one) for one in corrections), environment)
        options = sized(c.obk_catalog_options)
        folders, files = names(self._recipe[0]), names(self._recipe[1])
        options.packages, options.corrections = addressof(folders), addressof(files)
        options.ignores_environment = 0 if environment else 1
        self.handle: Handle = new("catalog", "obk_catalog_new", byref(options))

    def __reduce__(self) -> tuple[Any, ...]:
        return _catalog_of, self._recipe

    def __repr__(self) -> str:
        return f"<Catalog of {len(self.instruments())} instruments>"

    def instruments(self) -> list[str]:
        """The names of the instruments, in order of precedence."""
        address = self.handle.address
        return [library.obk_catalog_name(address, index).decode() for index in range(library.obk_catalog_count(address))]

    def to_dict(self) -> dict[str, Any]:
        """The packages with their versions, places and instruments, and what is wrong with them."""
        made: dict[str, Any] = record("obk_catalog_json", self.handle.address)
        return made

    def identify(self, header: Any) -> str:
        """The instrument of a header, or of a file.

        Parameters
        ----------
        header
            What `translate` or `translate_file` takes.

        Raises
        ------
        UnknownInstrument, AmbiguousInstrument
            Where no instrument, or more than one, recognizes it; the diagnostics say why.
        """
        if isinstance(header, (str, os.PathLike)) or (hasattr(header, "read") and hasattr(header, "seek")):
            return _files.identified(self.handle.address, header)
        name: str = calls.identify(self.handle.address, wire(header))
        return name

    def translate(
        self, header: Any, *, instrument: str | None = None, properties: Iterable[str] | None = None
    ) -> Observation:
        """Translates a header.

        Parameters
        ----------
        header
            A mapping, an `astropy.io.fits.Header`, a ``FITSHDR`` of fitsio, or bytes of 80-byte cards.
        instrument : `str`, optional
            The instrument; without it, it is recognized.
        properties : iterable of `str`, optional
            The properties that are wanted; all without.

        Returns
        -------
        observation : `Observation`

        Raises
        ------
        UnknownInstrument, AmbiguousInstrument
            Where no instrument, or more than one, recognizes the header.
        ObsKitError
            Where the header is none.
        TypeError
            Where it is of a type that cannot be a header.
        """
        return Observation(calls.translate(
            self.handle.address, header if type(header) in _PLAIN else wire(header),
            None if instrument is None else encoded(instrument, "the instrument"), mask(properties) if properties else 0))

    def translate_file(
        self, path: Any, *, instrument: str | None = None, properties: Iterable[str] | None = None
    ) -> list[Observation]:
        """Translates a file: FITS, compressed or not, or a dump of headers.

        Parameters
        ----------
        path : `str`, `os.PathLike`, a file that is open, or bytes
            Of a file that is open, as of fsspec, the ranges of the headers are read.
        instrument, properties
            As of `translate`.

        Returns
        -------
        observations : `list` of `Observation`
            One for each detector.

        Raises
        ------
        ObsKitError
            Where there is no observation in it: `UnknownInstrument`, `Unreadable`, `NotFound` and the like.
        """
        return _files.translated(self.handle.address, path, instrument, mask(properties) if properties else 0)

    def translate_files(
        self, paths: Iterable[Any], *, jobs: int = 1, instrument: str | None = None, properties: Iterable[str] | None = None
    ) -> Iterator[_files.FileResult]:
        """Translates many files, in their order; a bad file costs that file.

        Parameters
        ----------
        paths : iterable
            Of what `translate_file` takes. It is read as results are taken, some files ahead.
        jobs : `int`, optional
            How many threads work.
        instrument, properties
            As of `translate`.

        Returns
        -------
        results : iterator of `FileResult`
            It can be left at any time.
        """
        bits = mask(properties) if properties else 0
        encoded(instrument, "the instrument")
        return _files.stream(lambda path: _files.translated(self.handle.address, path, instrument, bits), paths, jobs)

    def camera(self, instrument: str, at: Any) -> Camera:
        """The camera of an instrument as it was at a time.

        Parameters
        ----------
        instrument : `str`
        at
            ISO text (UTC), a `~datetime.datetime`, an `Instant`, an `astropy.time.Time` or an `Observation`.

        Raises
        ------
        ObsKitError
            Where there is no such instrument, or it describes no camera of that time.
        """
        from ._camera import Camera

        return Camera.of(self, instrument, at)

    def exposure(self, files: Any, *, instrument: str | None = None) -> Exposure:
        """The exposure whose detectors are in a file, in files, or in observations.

        Parameters
        ----------
        files : path, iterable of paths or of `Observation`
        instrument : `str`, optional
            The instrument of files; without it, it is recognized.
        """
        from ._exposure import Exposure

        return Exposure.of(self, files, instrument)

    def exposures(self, observations: Iterable[Observation]) -> list[Exposure]:
        """The exposures of observations, in the order of their first ones."""
        from ._exposure import Exposure

        return Exposure.each(self, observations)

    def visits(self, exposures: Iterable[Exposure]) -> list[dict[str, Any]]:
        """The visits of exposures, one object an instrument, as ``obskit visits --format json`` gives them."""
        from ._exposure import visits

        return visits(self, exposures)

    def open_raw(self, path: str | os.PathLike[str], *, instrument: str | None = None, verify: bool = True) -> RawFile:
        """Opens a raw file: plain, compressed or fpack.

        Parameters
        ----------
        path : `str` or `os.PathLike`
        instrument : `str`, optional
            The instrument; without it, it is recognized.
        verify : `bool`
            Whether pixels are compared with the checksums of the file.
        """
        from ._raw import RawFile

        return RawFile(self, path, instrument, verify)

    def validate(self, package: str) -> dict[str, Any]:
        """Everything that is wrong or doubtful with a package, named by itself or by one of its instruments."""
        made: dict[str, Any] = record("obk_catalog_validate", self.handle.address, encoded(package, "the package"))
        return made

    def conformance(self, package: str) -> dict[str, Any]:
        """Whether a package keeps its promises, as ``obskit conformance --format json`` says it; ``failed`` counts the checks."""
        import json

        failed, place = c_size_t(), c_void_p()
        call("obk_catalog_conformance", self.handle.address, encoded(package, "the package"), byref(place), byref(failed))
        return {"failed": failed.value, "report": json.loads(taken(place.value))}


def _catalog_of(packages: tuple[str, ...], corrections: tuple[str, ...], environment: bool) -> Catalog:
    if (packages, corrections, environment) == ((), (), True):
        return default()
    return Catalog(packages, corrections, environment=environment)


_default: Catalog | None = None
_lock = allocate_lock()


def default() -> Catalog:
    """The catalog of the library's own cameras and of the environment, made at the first use."""
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                _default = Catalog()
    return _default


def _after_fork() -> None:
    # Another thread may have held it while this process was made.
    global _lock
    _lock = allocate_lock()


os.register_at_fork(after_in_child=_after_fork)
