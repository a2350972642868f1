"""Running an installed program."""

from curbcut.documents.isolation.programs import find_program, run_program


def test_a_program_answers_what_it_is_given():
    cat = find_program("cat")
    assert cat is not None
    assert run_program([cat], b"foxes", timeout_seconds=10) == b"foxes"


def test_a_program_that_is_absent_or_fails_gives_nothing():
    assert find_program("no-such-program-anywhere") is None
    assert run_program(["/no/such/program"], b"", timeout_seconds=5) is None
    assert run_program([find_program("false")], b"", timeout_seconds=5) is None


def test_a_program_that_takes_too_long_is_ended():
    assert run_program([find_program("sleep"), "20"], b"", timeout_seconds=0.2) is None
