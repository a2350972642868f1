"""The deployment's configuration."""

from pathlib import Path

import pytest

from curbcut.service.configuration import Configuration, ConfigurationError


def test_defaults_serve_loopback_over_http():
    configuration = Configuration.from_environment({"CURBCUT_DATA": "/x"})
    assert configuration.base_url == "http://127.0.0.1:8040"
    assert not configuration.is_https
    assert configuration.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert configuration.data == Path("/x")


def test_an_environment_of_ones_own_is_https_and_answers_to_its_name_only():
    configuration = Configuration.from_environment({"CURBCUT_ENVIRONMENT": "a11y.example.edu", "CURBCUT_DATA": "/x"})
    assert configuration.is_https
    assert configuration.allowed_hosts == ["a11y.example.edu"]


def test_all_faults_are_reported_together():
    faulty = {
        "CURBCUT_BEHIND_PROXY": "perhaps",
        "CURBCUT_FILE_LIMIT_MB": "0",
        "CURBCUT_CHECK_PROCESSES": "many",
        "DATABASE_URL": "sqlite:///x.db",
    }
    with pytest.raises(ConfigurationError) as refusal:
        Configuration.from_environment(faulty)
    assert all(name in str(refusal.value) for name in faulty)


def test_a_database_address_with_a_socket_folder_and_escapes():
    address = "postgresql://me:p%40ss@/curbcut?host=/run/pg&sslmode=disable"
    database = Configuration.from_environment({"DATABASE_URL": address}).database
    assert (database["HOST"], database["USER"], database["PASSWORD"]) == ("/run/pg", "me", "p@ss")
    assert database["OPTIONS"] == {"sslmode": "disable"}


def test_secrets_do_not_show_in_a_representation():
    secret = "do-not-show"
    names = ("CURBCUT_SESSION_KEY", "CURBCUT_MASTER_KEYS", "CURBCUT_SETUP_TOKEN")
    configuration = Configuration.from_environment(
        dict.fromkeys(names, secret) | {"DATABASE_URL": f"postgresql://u:{secret}@h/d"}
    )
    assert secret not in repr(configuration)
