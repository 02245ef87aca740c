"""A data folder of before the first release is told in one sentence."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHANGES = {
    "another migration": "insert into django_migrations (app, name, applied) "
    "values ('evaluations', '0002_of_before', '2026-01-01')",
    "another column": "alter table evaluations_product drop column stage",
    "a table less": "drop table reports_reportartifact",
}


def manage(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DISTMAP_DATA": str(folder), "DATABASE_URL": "", "REDIS_URL": ""}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    assert manage(folder, "migrate", "-v0").returncode == 0
    return folder


@pytest.mark.parametrize("change", CHANGES)
def test_it_says_what_the_folder_is_and_what_to_do(change: str, fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "distmap.sqlite3").write_bytes((fresh / "distmap.sqlite3").read_bytes())
    with closing(sqlite3.connect(tmp_path / "distmap.sqlite3")) as database:
        database.execute(CHANGES[change])
        database.commit()
    for command in (["up", "--port", "28391"], ["migrate", "-v0"]):
        done = manage(tmp_path, *command)
        assert done.returncode != 0
        [said] = done.stderr.strip().split("\n")
        assert "made by an earlier distmap" in said
        assert str(tmp_path) in said
        assert "DATA=other" in said


def test_a_fresh_folder_is_migrated_again_without_a_word(fresh: Path) -> None:
    done = manage(fresh, "migrate", "-v0")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
