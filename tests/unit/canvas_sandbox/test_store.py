"""The state as a file."""

import stat

import pytest

from canvas_sandbox.model import Account, Fault, File, State, Switches
from canvas_sandbox.store import StateFileError, load_state, save_state


def a_state() -> State:
    state = State(switches=Switches(faults=[Fault("/x", "slow", seconds=1.5)]))
    state.accounts[1] = Account(1, "Ünïversity", None, None)
    data = bytes(range(256))
    state.files[3] = File(3, 1, 1, "a.bin", "a.bin", "application/octet-stream", data, "uuid")
    return state


def test_round_trip_keeps_every_byte(tmp_path):
    path = tmp_path / "new" / "state.json"
    save_state(a_state(), path)
    assert load_state(path) == a_state()


def test_only_the_owner_can_read_it(tmp_path):
    path = tmp_path / "state.json"
    save_state(a_state(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_is_no_state(tmp_path):
    assert load_state(tmp_path / "none.json") is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"accounts": 1}', b"\xff\xfe", b'{"files": {"1": {}}}', b'{"a": 1}']
)
def test_a_file_that_is_no_state(tmp_path, content):
    path = tmp_path / "state.json"
    path.write_bytes(content)
    with pytest.raises(StateFileError, match="does not hold a sandbox's state"):
        load_state(path)


def test_a_folder_is_no_state(tmp_path):
    with pytest.raises(StateFileError, match="cannot be read"):
        load_state(tmp_path)


def test_a_failed_save_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "state.json"
    save_state(a_state(), path)
    before = path.read_bytes()

    def fail(_value):
        raise MemoryError

    monkeypatch.setattr("canvas_sandbox.store.msgspec.json.encode", fail)
    with pytest.raises(MemoryError):
        save_state(State(), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]
