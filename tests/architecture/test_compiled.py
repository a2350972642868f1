"""What is compiled is what is declared, and a class that is rewritten for it does what its source does."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tools.native_classes import laid_out

ROOT = Path(__file__).parents[2]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
    "custom"
]
SOURCE = '''
from curbcut.documents.lazy import lazy

class Word:
    """A word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.looks: int = 0

    @lazy
    def vowel(self) -> "str | None":
        self.looks += 1
        return next((letter for letter in self.text if letter in "aeiou"), None)

    def release(self) -> None:
        vars(self).clear()
'''


@pytest.fixture(params=["source", "rewritten"])
def word(request):
    names: dict[str, Any] = {}
    exec(SOURCE if request.param == "source" else laid_out(SOURCE), names)
    return names["Word"]


@pytest.mark.parametrize(("text", "vowel"), [("fox", "o"), ("fjrd", None)])
def test_a_value_is_computed_once(word, text, vowel):
    one = word(text)
    assert (one.vowel, one.vowel, one.looks) == (vowel, vowel, 1)


def test_everything_is_let_go_of(word):
    one = word("fox")
    assert one.vowel
    one.release()
    assert vars(one) == {}


def test_what_is_let_go_of_is_declared_deletable():
    assert "__deletable__ = ['_kept_vowel', 'text', 'looks']" in laid_out(SOURCE)


def test_a_source_without_such_classes_stays():
    assert laid_out("x = 1  # one\n") == "x = 1  # one\n"


@pytest.mark.parametrize("pattern", HOOK["modules"])
def test_modules_to_compile_are_there(pattern):
    assert list((ROOT / "src").glob(pattern))


def test_modules_left_out_would_be_compiled_otherwise():
    wanted = {
        path.relative_to(ROOT / "src").as_posix()
        for pattern in HOOK["modules"]
        for path in (ROOT / "src").glob(pattern)
    }
    assert wanted.issuperset(HOOK["left-out"])
