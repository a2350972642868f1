"""Arguments of `canvas-sandbox serve` that cannot be used."""

import pytest

from canvas_sandbox.cli import main


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["serve", "--host", "0.0.0.0"], "no loopback address"),
        (["serve", "--host", "example.org"], "no loopback address"),
        (["serve", "--port", "70000"], "no port"),
        (["serve", "--port", "-1"], "no port"),
        ([], "required"),
    ],
)
def test_arguments_refused_by_the_parser(arguments, message, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


def test_unknown_seed(capsys):
    assert main(["serve", "--seed", "nothing"]) == 2
    assert "nothing" in capsys.readouterr().err


def test_state_file_that_is_none(tmp_path, capsys):
    path = tmp_path / "state.json"
    path.write_text("{")
    assert main(["serve", "--state", str(path)]) == 2
    assert str(path) in capsys.readouterr().err
    assert path.read_text() == "{"
