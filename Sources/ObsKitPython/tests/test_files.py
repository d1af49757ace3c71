"""Files, one and many, on threads and in processes."""

import gzip
import io
import multiprocessing
import os
import pathlib
import threading

import pytest

import obskit


def answers(path):
    return [(observation.to_dict(), observation.failures) for observation in obskit.translate_file(path)]


def test_a_file_by_name_open_in_memory_and_by_fsspec(file):
    expected = answers(file)
    content = pathlib.Path(file).read_bytes()
    assert answers(pathlib.Path(file)) == expected
    assert answers(content) == expected
    with open(file, "rb") as opened:
        opened.seek(7)
        assert answers(opened) == expected and opened.tell() == 7
    assert answers(io.BytesIO(content)) == expected
    fsspec = pytest.importorskip("fsspec")
    with fsspec.filesystem("memory").open("/night/raw.fits", "wb") as opened:
        opened.write(content)
    with fsspec.open("memory://night/raw.fits", "rb") as opened:
        assert answers(opened) == expected


def test_only_headers_are_read_of_an_open_file(fits_header, tmp_path):
    fits, np = pytest.importorskip("astropy.io.fits"), pytest.importorskip("numpy")
    fits.PrimaryHDU(np.zeros((2000, 2000), "f4"), fits_header).writeto(tmp_path / "large.fits")
    read = []

    class Counting(io.FileIO):
        def read(self, size=-1):
            read.append(size)
            return super().read(size)

    with Counting(tmp_path / "large.fits") as opened:
        assert obskit.translate_file(opened)[0].exposure_time == 200.0
    assert sum(read) < 1_000_000


def test_what_a_reader_raises_is_raised_again(file):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise RuntimeError("the store is away")

    with pytest.raises(RuntimeError, match="the store is away"):
        obskit.translate_file(Broken(pathlib.Path(file).read_bytes()))
    with pytest.raises(TypeError, match="rb"):
        obskit.translate_file(open(file, encoding="latin-1"))


def test_errors_of_files(tmp_path):
    with pytest.raises(obskit.ObsKitError):
        obskit.translate_file("no/such/file.fits")
    with pytest.raises(obskit.ObsKitError):
        obskit.translate_file(os.fsdecode(b"no\xff.fits"))
    (tmp_path / "text.fits").write_text("no FITS")
    with pytest.raises(obskit.ObsKitError):
        obskit.translate_file(tmp_path / "text.fits")
    with pytest.raises(TypeError):
        obskit.translate_file(42)


def test_a_compressed_file(file, tmp_path):
    (tmp_path / "a.fits.gz").write_bytes(gzip.compress(pathlib.Path(file).read_bytes()))
    assert [info for info, _ in answers(tmp_path / "a.fits.gz")] == [info for info, _ in answers(file)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_many_files_in_order_with_a_bad_one(file, jobs):
    paths = [file, "no/such.fits", pathlib.Path(file)] * 20
    results = list(obskit.translate_files(iter(paths), jobs=jobs))
    assert [result.path for result in results] == paths
    assert [result.error is None for result in results] == [True, False, True] * 20
    assert all(len(result.observations) == 1 for result in results if not result.error)


def test_many_files_can_be_left_and_are_not_read_ahead_without_bound(file):
    taken = []

    def paths():
        for number in range(100_000):
            taken.append(number)
            yield file

    before = threading.active_count()
    results = obskit.translate_files(paths(), jobs=2)
    next(results)
    results.close()
    assert len(taken) < 200 and threading.active_count() == before
    with pytest.raises(ValueError):
        obskit.translate_files([file], jobs=0)


def test_what_the_iterable_raises_comes_through(file):
    def paths():
        yield file
        raise KeyError("the list ended")

    for jobs in (1, 2):
        with pytest.raises(KeyError):
            list(obskit.translate_files(paths(), jobs=jobs))


def test_threads_give_the_same(file, header):
    expected, found = answers(file), []

    def work():
        found.append(all(answers(file) == expected and obskit.translate(header).exposure_id == 229388 for _ in range(50)))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_give_the_same(file, method):
    expected = answers(file)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(answers, [file] * 4).get(120) == [expected] * 4
        observations = pool.map_async(obskit.translate_file, [file] * 2).get(120)
    assert observations[0] == obskit.translate_file(file)
    assert obskit.Catalog().__reduce__()[0](*obskit.Catalog().__reduce__()[1]).instruments() == obskit.instruments()


def test_catalogs_of_packages(tmp_path):
    with pytest.raises(obskit.NotFound):
        obskit.Catalog([tmp_path])
    assert obskit.Catalog(environment=False).instruments() == obskit.instruments()
    assert any(package["name"] == "DECam" for package in obskit.Catalog().to_dict()["packages"])
