"""Any folder becomes a course."""

import os
from pathlib import Path

import pytest

from canvas_sandbox.html_in import Writing, to_stored
from canvas_sandbox.model import State
from canvas_sandbox.seeds import folder as folder_module
from canvas_sandbox.seeds import plant
from canvas_sandbox.seeds.errors import SeedError
from canvas_sandbox.seeds.folder import plant_folder

CORPUS = Path(__file__).parents[4] / ".." / "shared" / "corpus"


@pytest.fixture
def state():
    state = State()
    plant(state, "empty")
    return state


def write(root, files):
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def pages_of(state):
    return {page.title: page for page in state.pages.values()}


def files_of(state):
    return {(state.folders[file.folder_id].path, file.display_name): file for file in state.files.values()}


def test_pages_become_wiki_pages_and_the_rest_files_in_their_folders(state, tmp_path):
    write(
        tmp_path,
        {
            "index.html": "<title>Start</title><body><a href='unit 1/a.htm'>one</a></body>",
            "unit 1/a.htm": "<main><h1>One</h1><img src='pictures/p.png'><a href='../index.html'>back</a></main>",
            "unit 1/pictures/p.png": b"\x89PNG",
            "notes": b"no extension",
            "empty.pdf": b"",
        },
    )
    plant_folder(state, tmp_path)
    pages, files = pages_of(state), files_of(state)
    picture = files["course files/unit 1/pictures", "p.png"]
    assert pages["Start"].body == "<a href='/courses/900/pages/one'>one</a>"
    assert pages["One"].body == (
        f"<h1>One</h1><img src='/courses/900/files/{picture.id}/preview'><a href='/courses/900/pages/start'>back</a>"
    )
    assert (pages["Start"].front_page, pages["One"].front_page) == (True, False)
    assert picture.content_type == "image/png"
    assert files["course files", "notes"].content_type == "unknown/unknown"
    assert files["course files", "empty.pdf"].data == b""


def test_a_page_without_a_title_is_named_after_its_file(state, tmp_path):
    write(tmp_path, {"Übung 3.html": "<p>x</p>", "leer.html": ""})
    plant_folder(state, tmp_path)
    assert pages_of(state)["Übung 3"].body == "<p>x</p>"
    assert pages_of(state)["leer"].body == ""


def test_pages_pass_through_the_sanitizer(state, tmp_path):
    write(tmp_path, {"a.html": "<title>A</title><p onclick='x()'>a<script>alert(1)</script></p>"})
    plant_folder(state, tmp_path)
    body = pages_of(state)["A"].body
    assert "script" not in body
    assert "onclick" not in body
    assert to_stored(body, Writing(state, "http://127.0.0.1", 900)) == body


def test_hidden_files_and_what_file_managers_leave_stay_out(state, tmp_path):
    write(
        tmp_path, {".git/config": b"x", ".hidden.html": b"x", "__MACOSX/a.html": b"x", "Thumbs.db": b"x", "a.txt": b"x"}
    )
    plant_folder(state, tmp_path)
    assert list(files_of(state)) == [("course files", "a.txt")]
    assert not state.pages


def test_links_out_of_the_folder_and_pipes_are_not_read(state, tmp_path):
    inside = tmp_path / "inside"
    write(tmp_path, {"secret.txt": b"secret", "inside/a.txt": b"a"})
    (inside / "b.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "c.txt").symlink_to(inside / "a.txt")
    (inside / "gone.txt").symlink_to(inside / "nothing")
    (inside / "up").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(inside / "pipe")
    plant_folder(state, inside)
    assert {name: file.data for (_, name), file in files_of(state).items()} == {"a.txt": b"a", "c.txt": b"a"}


def test_a_name_that_is_no_utf_8_is_shown_with_replacements_and_still_linked(state, tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")).write_bytes(b"x")
    write(tmp_path, {"a.html": "<title>A</title><img src='caf%E9.png'>"})
    plant_folder(state, tmp_path)
    [file] = state.files.values()
    assert file.display_name == "caf\ufffd.png"
    assert pages_of(state)["A"].body == f"<img src='/courses/900/files/{file.id}/preview'>"


def test_the_import_shows_in_the_history_of_the_course(state, tmp_path):
    plant_folder(state, tmp_path)
    [migration] = state.content_migrations.values()
    assert (migration.migration_type, migration.course_id) == ("zip_file_importer", 900)
    assert migration.attachment_name == f"{tmp_path.name}.zip"


def test_thousands_of_files(state, tmp_path):
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    plant_folder(state, tmp_path)
    assert len(state.files) == 3000


@pytest.mark.parametrize("name", ["missing", "a.txt"])
def test_what_is_no_folder_is_refused(state, tmp_path, name):
    write(tmp_path, {"a.txt": b"x"})
    with pytest.raises(SeedError, match="is not a folder"):
        plant_folder(state, tmp_path / name)


def test_more_than_fits_into_memory_is_refused(state, tmp_path, monkeypatch):
    write(tmp_path, {"a.txt": b"12345"})
    monkeypatch.setattr(folder_module, "LARGEST_FOLDER_BYTES", 4)
    with pytest.raises(SeedError, match="5 bytes"):
        plant_folder(state, tmp_path)


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the real course material stands beside the repository, and is not here"
)
def test_real_course_material(state):
    plant_folder(state, CORPUS)
    pages, files = pages_of(state), files_of(state)
    assert len(pages) == 40
    chapter = pages["Inductive or Deductive? Two Different Approaches"]
    assert "navbar" not in chapter.body
    shown = "".join(page.body for page in pages.values())
    pictures = [file.id for (folder, _), file in files.items() if "/images/" in folder]
    assert len(pictures) == 14
    assert all(f'src="/courses/900/files/{picture}/preview"' in shown for picture in pictures), (
        "found in a moved folder"
    )
    assert files["course files/files", "paper.docx"].content_type.endswith("wordprocessingml.document")
