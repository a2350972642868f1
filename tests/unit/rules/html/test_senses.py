import pytest
from tests.builders.html_pages import a_body, verdicts

from curbcut.rules.html.senses import CHECKS, COLOUR_ONLY, SENSORY_WORDING
from curbcut.rules.rule import Outcome


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        (COLOUR_ONLY, "Required fields are marked in red.", True),
        (COLOUR_ONLY, "Learn the words in <span>blue</span>, please.", True),
        (COLOUR_ONLY, "Answer all green questions.", True),
        (COLOUR_ONLY, "Answer the green questions.", True),
        (COLOUR_ONLY, "Las palabras en rojo son nuevas.", True),
        (COLOUR_ONLY, "Die Begriffe sind rot markiert.", True),
        (COLOUR_ONLY, "The Red Sea is in Asia.", False),
        (COLOUR_ONLY, "Green plants need light.", False),
        (SENSORY_WORDING, "See the box on the left.", True),
        (SENSORY_WORDING, "Use the links in the right column.", True),
        (SENSORY_WORDING, "Press the round button.", True),
        (SENSORY_WORDING, "Ver el cuadro a la derecha.", True),
        (SENSORY_WORDING, "Siehe Bild rechts.", True),
        (SENSORY_WORDING, "Voir le tableau à gauche.", True),
        (SENSORY_WORDING, "Click the Next button at the bottom.", False),
        (SENSORY_WORDING, "Click the Next button at the bottom, then the box on the left.", True),
        (SENSORY_WORDING, "CLICK THE BIG BOX ON THE LEFT.", True),
        (SENSORY_WORDING, "Use The box on the left.", True),
        (SENSORY_WORDING, "Civil rights on the left.", False),
        (SENSORY_WORDING, "Blood from the right side of the heart.", False),
        (SENSORY_WORDING, "Turn right at the bridge.", False),
    ],
)
def test_directions(rule, text, found):
    reason = "colour" if rule is COLOUR_ONLY else "place"
    assert verdicts(CHECKS, rule, a_body(f"<p>{text}</p>")) == ([(Outcome.CANT_TELL, reason)] if found else [])
