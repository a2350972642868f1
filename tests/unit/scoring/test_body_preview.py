"""Bodies made safe, through the child's function and through the pipe."""

import msgspec
import pytest

from curbcut.documents.html.showing import Mark
from curbcut.documents.isolation.frames import Answer, Stopped
from curbcut.scoring import body_preview
from curbcut.scoring.body_preview import LONGEST_BODY, BodyPreviewer, answer


class FakePool:
    """Keeps the contract of `Pool`, in this process or with a reply made beforehand."""

    reply: Answer | Stopped | None = None

    def __init__(self, *_, **__):
        pass

    def call(self, request):
        return self.reply or Answer(answer(request))

    def close(self):
        pass


@pytest.fixture
def previewer(monkeypatch):
    monkeypatch.setattr(body_preview, "Pool", FakePool)
    with BodyPreviewer() as made:
        yield made


def show(previewer, body, marks=()):
    return previewer.show(body, marks=marks, pictures={}, nonce="unguessable")


def test_a_body_with_a_marked_place(previewer):
    assert show(previewer, "<p>Foxes</p>", [Mark(1, 0)]) == '<p data-curbcut-mark="1" id="curbcut-1">Foxes</p>'


def test_a_body_beyond_what_is_shown(previewer):
    assert show(previewer, "x" * (LONGEST_BODY + 1)) is None


def test_a_body_beyond_what_is_read(monkeypatch):
    monkeypatch.setattr("curbcut.documents.html.parse.MOST_CHARACTERS", 3)
    request = msgspec.msgpack.encode(("<p>Foxes</p>", (), {}, "unguessable"))
    assert msgspec.msgpack.decode(answer(request)) is None


@pytest.mark.parametrize("reply", [Stopped("cpu-time", "It takes too long."), Answer(b"\xc1 garbage")])
def test_a_child_without_an_answer_costs_the_preview_alone(previewer, monkeypatch, reply):
    monkeypatch.setattr(FakePool, "reply", reply)
    assert show(previewer, "<p>Foxes</p>") is None


def test_through_a_real_child():
    with BodyPreviewer() as previewer:
        assert show(previewer, "<p>Foxes<script>x</script></p>") == "<p>Foxes</p>"
