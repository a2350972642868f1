"""Video and audio."""

import pytest
from tests.builders.html import judge

CAPTIONED, UNKNOWN = ("passed", "captioned"), ("cantTell", "unknown")


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<video src="a.mp4"><track kind="captions" src="a.vtt"></video>', [CAPTIONED]),
        ('<video src="a.mp4"><track src="a.vtt"></video>', [CAPTIONED]),
        ('<video src="a.mp4"><track kind="chapters" src="a.vtt"></video>', [UNKNOWN]),
        ('<video src="a.mp4"><track kind="captions"></video>', [UNKNOWN]),
        ('<video src="a.mp4"></video>', [UNKNOWN]),
        ('<video src="a.mp4" muted></video>', []),
        ('<video src="a.mp4" hidden></video>', []),
        ("<p>x</p>", []),
    ],
)
def test_captions(source, verdicts):
    assert judge("html-video-without-captions", source) == verdicts


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        ('<audio src="a.mp3" autoplay controls></audio>', [("passed", "controlled")]),
        ('<audio src="a.mp3" autoplay></audio>', [("cantTell", "loud")]),
        ('<video src="a.mp4" autoplay loop></video>', [("cantTell", "loud")]),
        ('<video src="a.mp4" autoplay muted></video>', []),
        ('<audio src="a.mp3"></audio>', []),
    ],
)
def test_sound_that_starts_by_itself(source, verdicts):
    assert judge("html-sound-starts-by-itself", source) == verdicts
