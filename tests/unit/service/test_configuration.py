"""The deployment's configuration."""

from pathlib import Path

import pytest

from curbcut.service.configuration import Configuration, ConfigurationError
from curbcut.service.tenancy.encryption import new_master_key


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
        "CURBCUT_ENVIRONMENT": "a b",
        "CURBCUT_MASTER_KEYS": "k1:do-not-repeat",
        "CURBCUT_FILE_STORE": "bucket/prefix",
        "DATABASE_URL": "sqlite:///x.db",
    }
    with pytest.raises(ConfigurationError) as refusal:
        Configuration.from_environment(faulty)
    assert all(name in str(refusal.value) for name in faulty)
    assert "do-not-repeat" not in str(refusal.value)


@pytest.mark.parametrize("address", ["postgresql://u:do-not-repeat@h:abc/x", "postgresql://u:do-not-repeat@[::1/x"])
def test_a_database_address_that_cannot_be_taken_apart(address):
    with pytest.raises(ConfigurationError, match="DATABASE_URL has a host or port that cannot be one") as refusal:
        Configuration.from_environment({"DATABASE_URL": address})
    assert "do-not-repeat" not in str(refusal.value)


def test_a_database_address_with_a_socket_folder_and_escapes():
    address = "postgresql://me:p%40ss@/curbcut?host=/run/pg&sslmode=disable"
    database = Configuration.from_environment({"DATABASE_URL": address}).database
    assert (database["HOST"], database["USER"], database["PASSWORD"]) == ("/run/pg", "me", "p@ss")
    assert database["OPTIONS"] == {"sslmode": "disable"}


def test_secrets_do_not_show_in_a_representation():
    secret, master_key = "do-not-show", new_master_key("k1")
    configuration = Configuration.from_environment(
        {
            "CURBCUT_SESSION_KEY": secret,
            "CURBCUT_MASTER_KEYS": master_key,
            "CURBCUT_SETUP_TOKEN": secret,
            "DATABASE_URL": f"postgresql://u:{secret}@h/d",
        }
    )
    assert secret not in repr(configuration)
    assert master_key not in repr(configuration)


def test_a_cache_of_nothing_is_allowed():
    assert Configuration.from_environment({"CURBCUT_CACHE_LIMIT_MB": "0"}).cache_limit_bytes == 0
