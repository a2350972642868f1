"""Bringing a deployment up: one at a time on a data folder, and a database that answers."""

import os

import pytest

from curbcut.service.launch import DatabaseAwayError, DataFolderError, DataFolderInUseError, deployment


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch, database):
    monkeypatch.setenv("CURBCUT_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database)


def test_a_second_start_is_told_who_runs(tmp_path):
    with (
        deployment(exclusive=True),
        pytest.raises(DataFolderInUseError, match=f"{tmp_path} is in use by process {os.getpid()}"),
        deployment(exclusive=True),
    ):
        pass


def test_other_commands_run_beside_it():
    with deployment(exclusive=True), deployment(exclusive=False) as running:
        assert running.database is None


def test_a_database_that_does_not_answer_is_told_with_its_setting(monkeypatch, tmp_path):
    from django.db import connections

    monkeypatch.setitem(connections["default"].settings_dict, "HOST", str(tmp_path))
    connections.close_all()
    with pytest.raises(DatabaseAwayError, match="DATABASE_URL does not let us in"), deployment(exclusive=False):
        pass


def test_a_data_folder_that_cannot_be_made_is_told_with_its_setting(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CURBCUT_DATA", str(tmp_path / "file" / "data"))
    with pytest.raises(DataFolderError, match="CURBCUT_DATA"), deployment(exclusive=False):
        pass
