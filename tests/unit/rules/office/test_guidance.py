"""Guidance on office rules says for each program of Microsoft what to do on Windows, on a Mac and on the web."""

import re

import pytest

from curbcut.guidance import guidance_of
from curbcut.rules.office import OFFICE
from curbcut.rules.office.files import OFFICE_ENCRYPTED

_PART = re.compile(r"^### (Word|PowerPoint|Excel)\n\n(.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
RULES = [*(check.rule.id for check in OFFICE.checks), OFFICE_ENCRYPTED.id]


@pytest.mark.parametrize("rule_id", RULES)
def test_every_platform_is_named(rule_id):
    parts = _PART.findall(guidance_of(rule_id).how)
    assert parts
    for program, text in parts:
        assert not {"windows", "mac", "web"} - set(re.findall(r"\w+", text.casefold())), program
