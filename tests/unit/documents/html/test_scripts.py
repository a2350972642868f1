"""What scripts write into elements."""

import pytest

from curbcut.documents.html.scripts import ids_written_to


@pytest.mark.parametrize(
    "script",
    [
        'document.getElementById("a").textContent = "Play"',
        "document.querySelector('#a').innerHTML += x",
        'document.querySelector("#a")?.setAttribute("aria-label", x)',
        '$("#a").text("Play")',
        'const b = document.getElementById("a"); b.append(x)',
        'let $b=$("#a");\n$b.attr("title", "Play")',
        'a.title = "Play"',
    ],
)
def test_a_script_that_writes(script):
    assert "a" in ids_written_to([script])


@pytest.mark.parametrize(
    "script",
    [
        "",
        'document.getElementById("a").onclick = go',
        'document.getElementById("a").value = "Play"',
        'if (document.getElementById("a").textContent == "Play") go()',
        'const b = document.getElementById("a"); c.textContent = "Play"',
        'document.getElementById("b").textContent = "a"',
        "x.a.title = 1",
    ],
)
def test_a_script_that_does_not(script):
    assert "a" not in ids_written_to(["", script])
