"""The same picture described on many pages at once, through a worker and a stand-in Canvas: requests a fix, seconds, and what else changed.

Run by `bench/fixes.py`.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# html.py beside this file would hide the standard library's module of that name.
sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != HERE]

import os  # noqa: E402 - see above
import runpy  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402

import httpx  # noqa: E402
import msgspec  # noqa: E402

COURSE = 101
MOST_REQUESTS = 3.0
"""The gate: reading it, writing it, reading it back."""

LOGO = '<p><img src="/courses/101/files/9/preview"></p>'
DESCRIBED = LOGO.replace('preview"', 'preview" alt="The seal of the university"')
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
BOOK_KEEPING = {"updated_at", "last_edited_by", "revisions"}


def a_university(pages):
    """One course whose pages all hold the same picture, beside a file, a quiz and pages without it."""
    from canvas_sandbox.html_in import Writing, to_stored
    from canvas_sandbox.model import Account, Course, File, Folder, Page, Quiz, State, Term, User

    make_pages = runpy.run_path(str(HERE / "course_pages.py"))["make_pages"]
    state = State()
    state.accounts[1] = Account(1, "Bench University", None, None, uuid="root")
    state.terms[1] = Term(1, 1, "Fall")
    state.users[1] = User(1, "Root Admin", "root@example.edu", "admin", "password", administers=[1])
    state.courses[COURSE] = Course(COURSE, "Biology", "BIO", 1, 1, syllabus_body=LOGO)
    state.folders[70] = Folder(70, COURSE, "course files")
    state.files[9] = File(9, COURSE, 70, "seal.png", "seal.png", "image/png", PNG, "seal")
    state.quizzes[5] = Quiz(5, COURSE, "Quiz", "<p>Chapter 1</p>")
    for number, page in enumerate(make_pages(pages + 5, seed=20), 1000):
        body = page.html.partition("<body>")[2].partition("</body>")[0] or page.html
        # As Canvas keeps it: what it would clean away when it saves is not there in the first place.
        body = to_stored(body if number >= 1000 + pages else LOGO + body, Writing(state, "http://127.0.0.1", COURSE))
        state.pages[number] = Page(number, COURSE, f"page-{number}", f"Page {number}", body)
    state.next_id = 9000
    return state


def content_of(state):
    """The state without what Canvas counts along."""
    for page in state["pages"].values():
        for name in BOOK_KEEPING:
            page.pop(name)
    return {name: rows for name, rows in state.items() if name not in {"access_tokens", "next_id", "switches"}}


def state_of(address):
    return content_of(httpx.get(f"{address}/sandbox/state", trust_env=False, timeout=60).json())


def read_and_check(institution):
    """Read the course and check all of it."""
    from curbcut.service.checking import loop
    from curbcut.service.library import reading

    reading.read_institution(institution)
    reading.read_courses(institution, slot=0, seconds=600)
    loop.check_items(institution, slot=0, seconds=600)


def finish(batch):
    """Wait until a batch is done, and return how long it took."""
    from curbcut.service.feedback import batches

    started = time.monotonic()
    while batches.progress_of(batch).is_working:
        time.sleep(0.05)
    return time.monotonic() - started


def measure(institution, address, requests):
    """Describe the picture everywhere, take it back, and say what it took."""
    from curbcut.service.feedback import batches
    from curbcut.service.library.models import Item
    from curbcut.service.tenancy.models import Person

    person = Person.objects.create_person(email="a@example.edu", name="A", password="a password", is_operator=True)
    item = Item.objects.of(institution).select_related("course", "institution").get(kind="file")
    before = state_of(address)
    requests(address, reset=True)
    started = time.monotonic()
    targets = batches.uses_without_description(item)
    looked = time.monotonic()
    batch = batches.request_batch(
        course=item.course, person=person, fix_id="describe-image", answer="The seal of the university", targets=targets
    )
    asked = time.monotonic()
    seconds = finish(batch)
    counted = requests(address, reset=True)
    outcomes = batches.progress_of(batch)
    a_fix = counted["requests"] / outcomes.total
    print(f"{outcomes.total} texts: found in {looked - started:.1f} s, asked for in {asked - looked:.1f} s")
    print(f"  written in {seconds:.1f} s ({outcomes.total / seconds:.1f} a second), outcomes {outcomes.by_state}")
    print(
        f"  {counted['requests']} requests, {a_fix:.2f} a fix (gate {MOST_REQUESTS}), throttled {counted['throttled']}"
    )
    print(f"  most requests in flight at once: {counted['peak_in_flight']}")
    expected = msgspec.json.decode(msgspec.json.encode(before).replace(as_json(LOGO), as_json(DESCRIBED)))
    is_clean = state_of(address) == expected
    print(f"  nothing else in the course touched: {is_clean}")
    undo = batches.request_undo_of_batch(batch=batch, person=person)
    seconds = finish(undo)
    is_back = state_of(address) == before
    print(f"  taken back in {seconds:.1f} s, {batches.progress_of(undo).by_state}, to the byte: {is_back}", flush=True)
    return a_fix <= MOST_REQUESTS and is_clean and is_back and outcomes.by_state == {"fixed": outcomes.total}


def as_json(text):
    return msgspec.json.encode(text)[1:-1]


def main(pages):
    """Run the bench; 0 when the gate holds."""
    sync = runpy.run_path(str(HERE / "sync.py"))
    with tempfile.TemporaryDirectory(prefix="curbcut-bench-", ignore_cleanup_errors=True) as folder:
        for name in [name for name in os.environ if name.startswith("CURBCUT_") or name == "DATABASE_URL"]:
            del os.environ[name]
        os.environ["CURBCUT_DATA"] = folder
        from curbcut.service.launch import deployment, migrate

        with sync["sandbox"](1) as (address, _), deployment(exclusive=True):
            migrate()
            state = msgspec.to_builtins(a_university(pages))
            httpx.put(f"{address}/sandbox/state", json=state, trust_env=False, timeout=60).raise_for_status()
            institution = sync["connected"](address)
            read_and_check(institution)
            with sync["worker"]():
                is_good = measure(institution, address, sync["requests"])
            from curbcut.service.checking.assessing import checker

            checker().__exit__(None, None, None)
            from django.db import connections

            connections.close_all()
    return 0 if is_good else 1
