"""The sandbox's documentation says what its code says: options, switches, controls, people, and tests that exist."""

import re
from pathlib import Path

import msgspec
import pytest

from canvas_sandbox import cli, control
from canvas_sandbox.model import Fault, Switches
from canvas_sandbox.seeds.institution import MOST_COURSES
from canvas_sandbox.seeds.people import LOGINS

ROOT = Path(__file__).parents[2]
EXPLANATION = ROOT / "docs" / "explanation" / "sandbox.md"
REFERENCE = ROOT / "docs" / "reference" / "sandbox.md"


def rows_under(heading):
    """The cells of the table that follows a heading of the reference, without their back quotes."""
    section = REFERENCE.read_text("utf-8").split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip().replace("`", "") for cell in line.strip("|").split(" | ")] for line in lines]


def points():
    return re.findall(r"^\| (\d+) \| .* \| (.*) \|$", EXPLANATION.read_text("utf-8"), re.MULTILINE)


def test_the_checklist_is_whole():
    assert [int(number) for number, _ in points()] == list(range(1, 12))


@pytest.mark.parametrize(("number", "tests"), points())
def test_every_test_that_holds_a_point_exists(number, tests):
    files = tests.split("; ")
    assert files
    for entry in files:
        link, names = re.fullmatch(r"\[[^\]]+\]\(([^)]+)\): (.*)", entry).groups()
        source = (EXPLANATION.parent / link).resolve().read_text("utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert f"def {name}(" in source, f"{link} has no {name}"


def test_switches():
    defaults = msgspec.to_builtins(Switches())
    assert {name: msgspec.json.decode(default) for name, default, _ in rows_under("Switches")} == defaults


def test_fields_of_a_fault():
    fields = {field.name: field for field in msgspec.structs.fields(Fault)}
    documented = rows_under("Faults")
    assert [name for name, *_ in documented] == list(fields)
    for name, default, _ in documented:
        assert default == ("required" if fields[name].required else str(fields[name].default))
    [kinds] = [meaning for name, _, meaning in documented if name == "kind"]
    assert set(re.findall(r"[\w-]+", kinds)) - {"or"} == set(fields["kind"].type.__args__)


def test_controls():
    routes = {f"{verb} {route.path}" for route in control.ROUTES for verb in route.methods - {"HEAD"}}
    assert {request for request, _ in rows_under("Controls")} == routes


def test_options(capsys):
    with pytest.raises(SystemExit):
        cli.main(["serve", "--help"])
    options = set(re.findall(r"(?m)^  (--\w+)", capsys.readouterr().out))
    assert {option for option, *_ in rows_under("Command line")} == options


def test_people():
    assert rows_under("People") == [[login.login, login.password, login.role] for login in LOGINS]


def test_largest_institution():
    [meaning] = [meaning for option, _, meaning in rows_under("Command line") if option == "--seed"]
    assert f"1 to {MOST_COURSES} courses" in meaning
