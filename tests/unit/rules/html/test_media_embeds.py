import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.media_embeds import CHECKS, EMBEDDED_VIDEO, LINKED_MEDIA
from curbcut.rules.rule import Outcome

PASSED, CANT_TELL = Outcome.PASSED, Outcome.CANT_TELL


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/embed/x",
        "//player.vimeo.com/video/1",
        "https://cdnapisec.kaltura.com/p/1",
        "https://uni.hosted.panopto.com/x",
        "/media_objects_iframe/m-1",
        "/media_attachments_iframe/12?type=video",
    ],
)
def test_players(address):
    assert verdicts(CHECKS, EMBEDDED_VIDEO, a_body(f'<iframe src="{address}"></iframe>')) == [(CANT_TELL, "player")]


@pytest.mark.parametrize(
    "html",
    [
        "",
        '<iframe src="https://example.org/notyoutube.com"></iframe>',
        '<iframe src="https://myyoutube.com/x"></iframe>',
        '<iframe src="//[broken"></iframe>',
        '<iframe hidden src="https://youtu.be/x"></iframe>',
        "<iframe></iframe>",
    ],
)
def test_no_player(html):
    assert verdicts(CHECKS, EMBEDDED_VIDEO, a_body(html)) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><a href="a.mp3">Interview</a></p>', [(CANT_TELL, "unknown")]),
        ('<p><a href="a.MP4?x=1">Film</a></p>', [(CANT_TELL, "unknown")]),
        ('<p><a href="/courses/1/files/2" title="talk.mp3">Talk</a></p>', [(CANT_TELL, "unknown")]),
        ('<p><a href="a.mp3">Interview</a>, <a href="a.docx">transcript</a></p>', [(PASSED, "transcript")]),
        ('<p><a href="a.mp4">Film with captions</a></p>', [(PASSED, "transcript")]),
        ('<p><a href="a.pdf">Paper</a></p>', []),
        ('<p hidden><a href="a.mp3">Interview</a></p>', []),
    ],
)
def test_links_to_recordings(html, expected):
    assert verdicts(CHECKS, LINKED_MEDIA, a_body(html)) == expected
