"""The version of the rules, by which results are told apart."""

from curbcut.service.checking import rule_sets


def test_version_of_the_rules_is_the_same_twice_and_follows_the_libraries(monkeypatch):
    first = rule_sets.engine_version()
    rule_sets.engine_version.cache_clear()
    assert rule_sets.engine_version() == first
    rule_sets.engine_version.cache_clear()
    monkeypatch.setattr(rule_sets, "_version_of", lambda _: "0")
    assert rule_sets.engine_version() != first
    rule_sets.engine_version.cache_clear()
