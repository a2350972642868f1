"""A secret is shown by nothing but `reveal`."""

import copy
import logging
import pickle
import traceback

import pytest

from curbcut.canvas.secret import Secret

VALUE = "s3cr3t-value"


def test_text_forms_are_empty():
    secret = Secret(VALUE)
    assert VALUE not in repr(secret)
    assert str(secret) == ""
    assert VALUE not in f"{[secret]!r} {(secret,)}"
    assert secret.reveal() == VALUE


@pytest.mark.parametrize("use", [lambda s: f"{s}", lambda s: format(s, ">10"), pickle.dumps, copy.deepcopy])
def test_formatting_and_copying_refuse(use):
    with pytest.raises(TypeError):
        use(Secret(VALUE))


def test_log_and_traceback_show_nothing(caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").debug("token %s %r", Secret(VALUE), Secret(VALUE))
    assert VALUE not in caplog.text
    assert VALUE not in "".join(traceback.format_exception(ValueError(Secret(VALUE))))


def test_equality_is_of_the_value():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert not Secret("")
