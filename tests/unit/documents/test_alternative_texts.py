import pytest

from curbcut.documents.alternative_texts import fault_of, has_needless_opening, is_machine_made


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("IMG_4072", "meaningless"),
        ("IMG_4072.JPG", "meaningless"),
        ("DSC00012", "meaningless"),
        ("MPj03090780000[1]", "meaningless"),
        ("Screen Shot 2020-04-05 at 10.11.12 AM", "meaningless"),
        ("550e8400-e29b-41d4-a716-446655440000", "meaningless"),
        ("C:\\Users\\x\\chart.png", "path"),
        ("https://example.org/chart.png", "path"),
        ("image", "placeholder"),
        ("The image", "placeholder"),
        ('""', "placeholder"),
        ("Decorative", "placeholder"),
        ("decorative image", "placeholder"),
        ("Decorative border of ivy", None),
        ('"', "placeholder"),
        ("Picture 1", "placeholder"),
        ("Grafik 1", "placeholder"),
        ("Bilde 1", "placeholder"),
        ("icon", "placeholder"),
        ("Capture d\u2019écran", "placeholder"),
        ("…", "placeholder"),
        ("...", "placeholder"),
        ("1234567", "meaningless"),
        ("spacer.gif", "placeholder"),
        ("nyhavn harbour.jpg", "file-name"),
        ("graph.php.gif", "file-name"),
    ],
)
def test_texts_that_describe_nothing(text, fault):
    assert fault_of(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "Dog",
        "1984",
        "W3C",
        "H2O",
        "Figure 3",
        "photo of a dog",
        "Apollo 11",
        "deadbeef",
        "Node.js",
        "Save icon",
        "Image 2 shows a bridge",
        "x" * 400 + ".png",
    ],
)
def test_nearest_misses(text):
    assert fault_of(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Image of a dog", True),
        ("a photo of a dog", True),
        ("Foto de un perro", True),
        ("Imagery of war", False),
        ("Dog", False),
    ],
)
def test_needless_openings(text, expected):
    assert has_needless_opening(text) is expected


def test_machine_notes():
    assert is_machine_made("A dog on grass. Description automatically generated")
    assert is_machine_made("图形用户界面, 文本\n\nAI 生成的内容可能不正确。")
    assert is_machine_made("Un chien.\n\nLe contenu généré par l\u2019IA peut être incorrect.")
    assert is_machine_made("KI-generierte Inhalte können fehlerhaft sein.")
    assert not is_machine_made("A dog on grass")
