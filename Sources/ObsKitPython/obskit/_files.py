"""Files: one, one that is open, and many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from ctypes import byref, c_char_p, c_void_p, cast, memmove
from itertools import islice
from typing import Any

from . import _declarations as c
from ._calls import observations
from ._errors import ObsKitError
from ._library import check, encoded, library, path, sized
from ._observation import Observation
from ._properties import calls

_READ: Any = next(field[1] for field in c.obk_reader._fields_ if field[0] == "read")
BATCH = 8
"""How many files a thread takes at a time."""


class FileResult:
    """What became of a file.

    Attributes
    ----------
    path
        The file, as it was given.
    observations : `list` of `Observation`
        One for each detector; empty where the file failed.
    error : `ObsKitError` or `None`
        Why there is none.
    """

    __slots__ = ("error", "observations", "path")

    def __init__(self, path: Any, observations: list[Observation], error: ObsKitError | None = None) -> None:
        self.path = path
        self.observations = observations
        self.error = error

    def __repr__(self) -> str:
        return f"<FileResult {self.path!r} {self.error if self.error else self.observations}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return FileResult, (self.path, self.observations, self.error)


def translated(catalog: int, file: Any, instrument: str | None, mask: int) -> list[Observation]:
    """The observations of a file that has a name, is open, or is in memory."""
    name = encoded(instrument, "the instrument")
    if isinstance(file, (str, os.PathLike)):
        handles = calls.translate_file(catalog, path(file), name, mask)
    elif hasattr(file, "read"):
        with Reader(file) as reader:
            handles = observations("obk_translate_reader", catalog, byref(reader.struct), instrument=name, mask=mask)
    elif isinstance(file, (bytes, bytearray, memoryview)):
        held = bytes(file)
        handles = observations("obk_translate_bytes", catalog, held, len(held), None, instrument=name, mask=mask)
    else:
        raise TypeError(f"a file is a path, a file that is open, or its bytes, not {type(file).__name__}")
    return [Observation(handle) for handle in handles]


def identified(catalog: int, file: Any) -> str:
    """The instrument of a file that has a name or is open."""
    place, error = c_void_p(), c_void_p()
    if isinstance(file, (str, os.PathLike)):
        check(library.obk_identify_file(catalog, path(file), byref(place), byref(error)), error)
    else:
        with Reader(file) as reader:
            check(library.obk_identify_reader(catalog, byref(reader.struct), byref(place), byref(error)), error)
    return (cast(place, c_char_p).value or b"").decode()


class Reader:
    """Gives ranges of a file that is open to the library; the file stands where it stood afterwards.

    What the file raises is raised again when the library has returned.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._raised: BaseException | None = None
        seekable = getattr(file, "seekable", None)
        if seekable is not None and not seekable():
            from io import BytesIO

            self._file = BytesIO(file.read())
        self._place = self._file.tell()
        self.struct = sized(c.obk_reader)
        self.struct.length = self._file.seek(0, 2) if not hasattr(file, "size") or file.size is None else file.size
        self.struct.name = str(getattr(file, "name", None) or getattr(file, "path", None) or "the file").encode("utf-8", "replace")
        # The struct does not keep the function alive.
        self._function = _READ(self._read)
        self.struct.read = self._function

    def _read(self, _: Any, offset: int, buffer: int, length: int) -> int:
        try:
            self._file.seek(offset)
            got = self._file.read(length)
            if isinstance(got, str):
                raise TypeError("the file was opened for text; open it as rb")
            memmove(buffer, bytes(got), len(got))
            return len(got)
        except BaseException as raised:
            self._raised = raised
            return -1

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: Any, raised: Any, trace: Any) -> None:
        if not getattr(self._file, "closed", False):
            self._file.seek(self._place)
        if self._raised is not None:
            raise self._raised from None


def stream(work: Callable[[Any], list[Observation]], paths: Iterable[Any], jobs: int) -> Iterator[FileResult]:
    """Does the work of each path, in order; a bad file costs that file.

    Parameters
    ----------
    work
        What is done for a path.
    paths
        They are taken as they are needed, no further ahead than four batches for a job.
    jobs : `int`
        How many threads work; 1 for the calling one alone. They end when the iterator is closed.
    """
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}; one or more can work")

    def result(file: Any) -> FileResult:
        try:
            return FileResult(file, work(file))
        except ObsKitError as error:
            return FileResult(file, [], error)

    return map(result, paths) if jobs == 1 else _threaded(result, iter(paths), jobs)


class _Batch:
    __slots__ = ("done", "error", "paths", "results")

    def __init__(self, paths: list[Any], done: Any) -> None:
        self.paths = paths
        self.results: list[FileResult] = []
        self.error: BaseException | None = None
        self.done = done


def _threaded(result: Callable[[Any], FileResult], paths: Iterator[Any], jobs: int) -> Iterator[FileResult]:
    # Late: most programs have no threads of ours.
    import threading
    from collections import deque
    from queue import SimpleQueue

    queue: SimpleQueue[_Batch | None] = SimpleQueue()
    stopped = threading.Event()

    def run() -> None:
        while (batch := queue.get()) is not None:
            try:
                for file in batch.paths:
                    if stopped.is_set():
                        break
                    batch.results.append(result(file))
            except BaseException as error:
                batch.error = error
            batch.done.set()

    threads = [threading.Thread(target=run, name=f"obskit-{number}", daemon=True) for number in range(jobs)]
    for thread in threads:
        thread.start()
    waiting: deque[_Batch] = deque()
    try:
        while True:
            while len(waiting) < 4 * jobs and (taken := list(islice(paths, BATCH))):
                waiting.append(_Batch(taken, threading.Event()))
                queue.put(waiting[-1])
            if not waiting:
                return
            batch = waiting.popleft()
            batch.done.wait()
            yield from batch.results
            if batch.error is not None:
                raise batch.error
    finally:
        stopped.set()
        for _ in threads:
            queue.put(None)
        for thread in threads:
            thread.join()
