"""What the tests of the panel do as a browser without script does it."""

import io
import re

from PIL import Image
from tests.builders.canvas_state import COURSE, a_file

IMAGE = "html-image-without-alternative"
LOGO = f'<p>Welcome</p><p><img src="/courses/{COURSE}/files/9/preview"></p>'


def a_picture():
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "PNG")
    return stream.getvalue()


def a_logo(state):
    return a_file(state, id=9, display_name="logo.png", content_type="image/png", data=a_picture())


def address_of(item, rest=""):
    return f"/i/{item.institution_id}/courses/{item.course_id}/items/{item.pk}/{rest}"


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def sent_to(answer):
    """Where a form's answer leads, without its fragment."""
    assert answer.status_code == 302, text_of(answer)
    return answer.headers["Location"].partition("#")[0]


def mend(course, browser, item, answer="A red square", fix_id="describe-image"):
    """Fill in the form of the first image without alternative, and let the worker do it."""
    address = address_of(item, f"issues/{IMAGE}/1/")
    outcome = sent_to(browser.post(address, {"fix_id": fix_id, "expects": item.fingerprint, "answer": answer}))
    course.work()
    return outcome
