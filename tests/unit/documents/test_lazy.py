"""Values that are computed once."""

from curbcut.documents.lazy import lazy


class Counting:
    def __init__(self):
        self.asked = 0

    @lazy
    def value(self):
        """What was counted."""
        self.asked += 1


def test_a_value_is_computed_when_it_is_first_asked_for_and_kept():
    counting = Counting()
    assert counting.asked == 0
    assert (counting.value, counting.value, counting.asked) == (None, None, 1)


def test_each_owner_has_its_own():
    one, other = Counting(), Counting()
    assert one.value is None
    assert (one.asked, other.asked) == (1, 0)


def test_the_class_gives_the_property_with_its_documentation():
    assert Counting.value.__doc__ == "What was counted."
