"""Tables, and Dask."""

import pathlib
import shutil
import zipfile

import pytest

import obskit

pa = pytest.importorskip("pyarrow")


def test_a_table_has_every_value_its_unit_and_the_files_that_failed(file):
    table = obskit.to_table(obskit.translate_files([file, "no/such.fits"]))
    assert table.schema.metadata[b"obskit.schema"] == b"obskit/observation-table/1"
    assert table.schema.field("exposure_time").metadata[b"unit"] == b"s"
    row, failed = table.to_pylist()
    assert row["path"] == file and row["exposure_time"] == 200.0 and row["altaz_begin_az"] == pytest.approx(61.24)
    assert row["datetime_begin"].isoformat().startswith("2013-09-01T06:02:55.754")
    assert failed["status"] == "error" and failed["error_code"] and failed["exposure_time"] is None


def test_times_of_a_leap_second_and_names_that_are_no_text(header):
    observation = obskit.translate({**header, "DATE-OBS": "2016-12-31T23:59:60.5"})
    (row,) = obskit.to_table([observation]).to_pylist()
    assert row["datetime_begin"].year == 2016
    result = obskit.FileResult(b"no\xff.fits", [observation])
    assert obskit.to_table([result]).num_rows == 1


def test_parquet_in_row_groups_and_duckdb(file, tmp_path):
    import pyarrow.parquet as pq

    assert obskit.write_parquet(obskit.translate_files([file] * 25), tmp_path / "night.parquet", rows_at_once=10) == 25
    assert pq.ParquetFile(tmp_path / "night.parquet").num_row_groups == 3
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"select instrument, count(*) from '{tmp_path}/night.parquet' group by instrument").fetchall()
    assert found == [("DECam", 25)]


def test_dask_rows_partitions_errors_and_packages(file, tmp_path):
    pytest.importorskip("distributed")
    import obskit.dask

    bag, frame = obskit.dask.translate([file, "no/such.fits", file], files_per_partition=2)
    assert frame.npartitions == 2
    rows = bag.compute(scheduler="threads")
    assert [row["status"] == "error" for row in rows] == [False, True, False]
    made = frame.compute(scheduler="threads")
    assert list(made.columns) == obskit.schema().names and str(made.dtypes["exposure_id"]) == "int64[pyarrow]"
    folder = tmp_path / "Own"
    folder.mkdir()
    (folder / "notes.txt").write_text("no package")
    with zipfile.ZipFile(tmp_path / "empty.whl", "w") as archive:
        archive.write(folder / "notes.txt", "notes.txt")
    bag, _ = obskit.dask.translate([file], packages=[tmp_path / "empty.whl"])
    with pytest.raises(obskit.NotFound):
        bag.compute(scheduler="sync")
    for wrong in (dict(paths=[]), dict(paths=[file], files_per_partition=0)):
        with pytest.raises(ValueError):
            obskit.dask.translate(**wrong)


def test_packages_go_to_workers_as_folders_and_as_wheels(file, tmp_path):
    pytest.importorskip("distributed")
    import obskit.dask

    package = pathlib.Path(__file__).parents[3] / "Cameras" / "TwoChip"
    if not package.is_dir():
        pytest.skip("the camera packages are not beside the tests")
    with zipfile.ZipFile(tmp_path / "two_chip.whl", "w") as archive:
        for part in package.rglob("*"):
            archive.write(part, pathlib.Path("two_chip") / part.relative_to(package))
    for given in (package, tmp_path / "two_chip.whl"):
        recipe = obskit.dask.Recipe((obskit.dask._package(str(given)),), (), None)
        assert any("TwoChip" in one for one in obskit.dask._catalog(recipe.packages, ()).instruments())
        bag, _ = obskit.dask.translate([file], packages=[given])
        assert bag.compute(scheduler="sync")[0]["instrument"] == "DECam"


def test_dask_on_processes_with_one_that_is_killed(file, tmp_path):
    distributed = pytest.importorskip("distributed")
    import obskit.dask

    paths = [str(shutil.copy(file, tmp_path / f"{number}.fits")) for number in range(60)]
    mark = tmp_path / "killed"
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster, \
            distributed.Client(cluster):
        bag, frame = obskit.dask.translate(paths, files_per_partition=10)
        killed = bag.map_partitions(_kill_once, str(mark))
        rows = killed.compute()
        table = frame.compute()
    assert mark.exists()
    assert sorted(row["path"] for row in rows) == sorted(paths) == sorted(table["path"])


def _kill_once(rows, mark):
    import os
    import signal

    made = list(rows)
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return made
    os.kill(os.getpid(), signal.SIGKILL)
    return made


def test_the_types_are_written_down():
    stubs = pathlib.Path(__file__).parent.parent / "stubs.py"
    if not stubs.exists():
        pytest.skip("the sources are not beside the tests")
    import subprocess
    import sys

    values = pathlib.Path(obskit.__file__).parent / "_values.pyi"
    assert subprocess.run([sys.executable, stubs, "--check", values]).returncode == 0
