"""SARIF: the structure that the schema requires, levels, regions and addresses."""

import msgspec
import pytest

from curbcut.documents.place import Place
from curbcut.guidance import Guidance
from curbcut.reports import sarif


@pytest.fixture
def log_of(curbcut, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def build(content, name="a b.txt"):
        (tmp_path / name).write_text(content)
        _, out, _ = curbcut("check", "--format", "sarif", name)
        return msgspec.json.decode(out)

    return build


def test_the_required_structure(log_of):
    log = log_of("major\nfine")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    assert run["tool"]["driver"]["name"] == "Curbcut"
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert result["message"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
    for invocation in run["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)


def test_a_result_has_level_place_and_relative_address(log_of):
    [run] = log_of("fine\nmajor")["runs"]
    [result] = run["results"]
    assert (result["ruleId"], result["kind"], result["level"]) == ("text-major", "fail", "error")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "a%20b.txt", "uriBaseId": "%SRCROOT%"}
    assert physical["region"] == {"startLine": 2, "snippet": {"text": "major"}}
    assert run["artifacts"][0] == {"location": physical["artifactLocation"], "properties": {"score": 73.0}}


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [("minor", "fail", "warning"), ("advice", "fail", "note"), ("major?", "review", "none")],
)
def test_levels(log_of, line, kind, level):
    [result] = log_of(line)["runs"][0]["results"]
    assert (result["kind"], result["level"]) == (kind, level)


def test_a_rule_is_described_once(log_of):
    [run] = log_of("major\nmajor\nminor")["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["text-major", "text-minor"]
    assert run["tool"]["driver"]["rules"][0]["properties"]["tags"] == [
        "accessibility", "major", "WCAG 1.1.1", "ACT 23a2a8",
    ]  # fmt: skip


def test_guidance_is_the_help_text(log_of, monkeypatch):
    text = Guidance(rule_id="text-major", language="en", what="A thing.", why="People.", how="Mend it.")
    monkeypatch.setattr(sarif, "guidance_of", lambda _rule_id: text)
    [rule] = log_of("major")["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"] == "A thing.\n\nPeople.\n\nMend it."
    assert rule["help"]["text"]


def test_a_file_that_could_not_be_checked_is_a_notification(log_of):
    [run] = log_of("bomb")["runs"]
    [notification] = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["descriptor"] == {"id": "oversized-document"}
    assert "It unpacks to too much." in notification["message"]["text"]
    assert run["results"] == []


def test_places_left_out_are_counted(log_of):
    [run] = log_of("minor\n" * 250)["runs"]
    assert len(run["results"]) == 200
    assert run["results"][0]["properties"] == {"placesLeftOut": 50}


def test_a_file_elsewhere_has_an_absolute_address(tmp_path, monkeypatch):
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert sarif.location_of("../a.html") == {"uri": (tmp_path / "a.html").as_uri()}
    assert sarif.location_of(str(tmp_path / "a.html")) == {"uri": (tmp_path / "a.html").as_uri()}
    assert sarif.location_of(str(inside / "a.html")) == {"uri": "a.html", "uriBaseId": "%SRCROOT%"}
    assert sarif.location_of("./x/../a.html") == {"uri": "a.html", "uriBaseId": "%SRCROOT%"}
    assert sarif.location_of("") == {"uri": ".", "uriBaseId": "%SRCROOT%"}
    assert sarif.location_of("..odd.html") == {"uri": "..odd.html", "uriBaseId": "%SRCROOT%"}


def located(**place):
    return sarif._location(Place(**place), {"uri": "a.html"})


def test_a_region_is_told_in_one_way_only():
    region = located(line=3, column=5, start=40, end=52)["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5}


@pytest.mark.parametrize(
    ("place", "names", "message"),
    [
        ({"page_number": 4}, ["page 4"], "page 4"),
        ({"page_number": 4, "excerpt": "Pale words"}, ["page 4"], "page 4: Pale words"),
        ({"excerpt": "Pale words"}, [], "Pale words"),
    ],
)
def test_a_place_without_a_line_is_told_in_words(place, names, message):
    location = located(**place)
    assert [each["fullyQualifiedName"] for each in location.get("logicalLocations", [])] == names
    assert location["message"] == {"text": message}
    assert "region" not in location["physicalLocation"]


def test_the_whole_document_needs_no_words():
    assert set(located()) == {"physicalLocation"}
