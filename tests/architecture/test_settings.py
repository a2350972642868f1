"""docs/reference/settings.md names every setting that the configuration reads, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_and_no_other():
    source = (ROOT / "src/curbcut/service/configuration.py").read_text()
    documented = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(set(re.findall(r'"(CURBCUT_[A-Z_]+|DATABASE_URL)"', source)))


def test_defaults_are_those_of_the_configuration():
    source = (ROOT / "src/curbcut/service/configuration.py").read_text()
    rows = dict(
        re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)`", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE)
    )
    read = re.findall(r'reader\.(?:text|number)\("([A-Z_]+)", "?([\w.:]+)"?(?:, least=\d+)?\)', source)
    assert {name: rows[name] for name, default in read if name in rows} == {
        name: default for name, default in read if name in rows
    }
    assert len([name for name, _ in read if name in rows]) >= 3
