"""AES-256-GCM for secrets at rest."""

import base64

import pytest

from curbcut.service.tenancy.encryption import EncryptionError, KeyRing, MasterKeyError, new_master_key

KEY = "k1:" + base64.b64encode(bytes(32)).decode()


def test_a_ciphertext_opens_in_its_own_place_and_differs_each_time():
    ring = KeyRing.parse(KEY)
    first, second = (ring.encrypt("token", place="institution/1/token") for _ in range(2))
    assert first != second
    assert ring.decrypt(first, place="institution/1/token") == "token"


def test_a_ciphertext_does_not_open_in_another_place():
    ring = KeyRing.parse(KEY)
    with pytest.raises(EncryptionError, match="institution/2"):
        ring.decrypt(ring.encrypt("token", place="institution/1/token"), place="institution/2/token")


@pytest.mark.parametrize("position", [0, 1, 2, 5, -1])
def test_a_changed_byte_is_noticed(position):
    ring = KeyRing.parse(KEY)
    changed = bytearray(ring.encrypt("token", place="x"))
    changed[position] ^= 1
    with pytest.raises(EncryptionError):
        ring.decrypt(bytes(changed), place="x")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01\x02k1", b"\x02\x02k1" + bytes(40)])
def test_a_short_or_foreign_ciphertext_is_refused(broken):
    with pytest.raises(EncryptionError):
        KeyRing.parse(KEY).decrypt(broken, place="x")


def test_an_older_key_still_opens_what_it_sealed():
    old = KeyRing.parse(KEY)
    both = KeyRing.parse(new_master_key("k2") + "," + KEY)
    sealed = old.encrypt("token", place="x")
    assert both.decrypt(sealed, place="x") == "token"
    assert not both.is_current(sealed)
    assert both.is_current(both.encrypt("token", place="x"))


@pytest.mark.parametrize(
    "text", ["", " , ", "k1:not base64!", "k1:QUFB", ":" + "A" * 44, "k" * 17 + ":" + "A" * 43 + "="]
)
def test_master_keys_of_another_form_are_refused_without_being_shown(text):
    with pytest.raises(MasterKeyError) as refusal:
        KeyRing.parse(text)
    assert "QUFB" not in str(refusal.value)


def test_keys_do_not_show_in_a_representation():
    assert base64.b64encode(bytes(32)).decode() not in repr(KeyRing.parse(KEY))
    assert "keys" not in repr(KeyRing.parse(KEY))
