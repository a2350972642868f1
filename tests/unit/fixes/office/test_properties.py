import pytest
from tests.unit.fixes.mending import change_of, findings_of, original_of, refusal_of
from tests.unit.fixes.packages import CORE, NAMESPACES, TEXT, a_docx, a_pptx, a_shape, an_odt, parts_of

from curbcut.fixes.catalogue import fixes_by_id

FRENCH = (
    "Le professeur explique aux étudiants pourquoi la société change et comment nous pouvons la comprendre mieux. " * 3
)


def changes(kind, source, fix, answer):
    """Return what changed, part by part; the stored bytes of all others are as they were."""
    change = change_of(fix, source, answer, kind=kind)
    before, after = parts_of(source), parts_of(change.data)
    assert [name for name in after if name in before] == list(before)
    left = {rule for rule, _ in findings_of(original_of(change.data, kind=kind), kind)}
    had = {rule for rule, _ in findings_of(original_of(source, kind=kind), kind)}
    assert left < had
    return {
        name: (before.get(name, ("",))[0], after[name][0])
        for name in after
        if name not in before or before[name][1] != after[name][1]
    }


@pytest.mark.parametrize(
    ("core", "mended"),
    [
        ("<dc:title></dc:title><dc:creator>A</dc:creator>", "<dc:title>Foxes &amp; dogs</dc:title><dc:creator>A</dc:creator>"),
        ("<dc:title/>", "<dc:title>Foxes &amp; dogs</dc:title>"),
        ("<dc:title>Document1</dc:title>", "<dc:title>Foxes &amp; dogs</dc:title>"),
        ("<dc:creator>A</dc:creator>",
         '<dc:creator>A</dc:creator><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Foxes &amp; dogs</dc:title>'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_title_is_set(kind, core, mended):
    source = a_docx(core=core) if kind == "docx" else a_pptx(a_shape("Foxes", "title"), core=core)
    changed = changes(kind, source, "set-office-title", "Foxes & dogs")
    assert changed == {"docProps/core.xml": (CORE.format(core), CORE.format(mended))}


def test_a_file_without_properties_gets_them():
    changed = changes("docx", a_docx(core=None), "set-office-title", "Foxes")
    assert set(changed) == {"[Content_Types].xml", "_rels/.rels", "docProps/core.xml"}
    assert "<dc:title" in changed["docProps/core.xml"][1]
    assert changed["_rels/.rels"][1].count("<Relationship ") == 2
    assert 'PartName="/docProps/core.xml"' in changed["[Content_Types].xml"][1]


def test_an_open_document_gets_a_title_and_keeps_its_first_entry():
    source = an_odt(f"<text:p>{TEXT}</text:p>", meta="")
    changed = changes("odt", source, "set-office-title", "Foxes")
    assert list(changed) == ["meta.xml"]
    assert "<office:meta><dc:title" in changed["meta.xml"][1]
    assert change_of("set-office-title", source, "Foxes", kind="odt").data.startswith(source[:30])


def test_a_title_is_proposed_from_the_first_slide():
    original = original_of(a_pptx(a_shape("Foxes and dogs", "title"), core=""), kind="pptx")
    fix = fixes_by_id()["set-office-title"]
    [finding] = [finding for rule, finding in findings_of(original, "pptx") if rule == "office-title"]
    assert fix.propose(original, finding) == "Foxes and dogs"


LANG = '<w:lang w:val="{}"/>'
DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"


@pytest.mark.parametrize(
    ("styles", "mended"),
    [
        ("", DEFAULTS.format(LANG.format("fr"))),
        ("<w:docDefaults/>", DEFAULTS.format(LANG.format("fr"))),
        ("<w:docDefaults><w:rPrDefault/></w:docDefaults>", DEFAULTS.format(LANG.format("fr"))),
        (DEFAULTS.format('<w:sz w:val="22"/>'), DEFAULTS.format('<w:sz w:val="22"/>' + LANG.format("fr"))),
        (DEFAULTS.format('<w:lang w:eastAsia="ja-JP"/>'), DEFAULTS.format('<w:lang w:val="fr" w:eastAsia="ja-JP"/>')),
    ],
)
def test_a_document_says_its_language(styles, mended):
    body = f"<w:p><w:r><w:t>{FRENCH}</w:t></w:r></w:p>"
    changed = changes("docx", a_docx(body, styles=styles), "set-office-language", "fr")
    assert list(changed) == ["word/styles.xml"]
    assert changed["word/styles.xml"][1] == f"<w:styles {NAMESPACES}>{mended}</w:styles>"


JAPANESE = (
    "川は上流の谷から平野まで土砂を運び、そこで広い層になって堆積します。学生は野外実習でその層を測定します。" * 5
)


@pytest.mark.parametrize(
    ("said", "mended"),
    [
        ("", '<w:lang w:eastAsia="ja" w:val="ja"/>'),
        (
            '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>',
            '<w:lang w:val="en-US" w:eastAsia="ja" w:bidi="ar-SA"/>',
        ),
    ],
)
def test_text_in_east_asian_script_says_its_language_where_it_is_looked_for(said, mended):
    source = a_docx(f"<w:p><w:r><w:t>{JAPANESE}</w:t></w:r></w:p>", styles=DEFAULTS.format(said))
    changed = changes("docx", source, "set-office-language", None)
    assert changed["word/styles.xml"][1] == f"<w:styles {NAMESPACES}>{DEFAULTS.format(mended)}</w:styles>"


def test_a_wrong_language_is_replaced_wherever_it_was_said():
    run = '<w:p><w:r><w:rPr><w:lang w:val="{}"/></w:rPr><w:t>{}</w:t></w:r></w:p>'
    body = run.format("en-US", FRENCH) + run.format("la", "Quod erat demonstrandum")
    source = a_docx(body, styles=DEFAULTS.format(LANG.format("en-US")))
    changed = changes("docx", source, "set-office-language", None)
    before, after = changed["word/document.xml"]
    assert after == before.replace('"en-US"', '"fr"')
    assert changed["word/styles.xml"][1].count('"fr"') == 1


def test_a_deck_says_its_language():
    shape = "<p:sp><p:nvSpPr><p:cNvPr id='2' name='T'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p>{}</a:p></p:txBody></p:sp>"
    runs = f'<a:r><a:t>{FRENCH}</a:t></a:r><a:r><a:rPr b="1"/><a:t>{FRENCH}</a:t></a:r><a:r><a:rPr lang="la"/><a:t>Quod</a:t></a:r>'
    changed = changes("pptx", a_pptx(shape.format(runs)), "set-office-language", "fr")
    before, after = changed["ppt/slides/slide1.xml"]
    expected = before.replace("<a:r><a:t>", '<a:r><a:rPr lang="fr"/><a:t>').replace(
        '<a:rPr b="1"/>', '<a:rPr lang="fr" b="1"/>'
    )
    assert after == expected


PROTECTION = '<w:documentProtection w:edit="readOnly" w:enforcement="{}"/>'


@pytest.mark.parametrize(
    ("kind", "source", "reason"),
    [
        ("docx", a_docx(core="", **{"_xmlsignatures/sig1.xml": "<x/>"}), "signed"),
        ("docx", a_docx(core="", settings=PROTECTION.format(1)), "protected"),
        ("pptx", a_pptx("", core="", presentation="<p:modifyVerifier/>"), "protected"),
        ("docx", a_docx(core="", **{"docProps/core.xml": CORE.format("").encode("utf-16")}), "unwritable"),
        ("docx", b"PK" + a_docx(core=""), "unwritable"),
    ],
    ids=["signed", "protected", "protected deck", "utf-16", "something before the package"],
)  # fmt: skip
def test_some_files_are_refused(kind, source, reason):
    assert refusal_of("set-office-title", source, "Foxes", kind=kind) == reason


def test_a_protection_that_is_off_is_none():
    assert change_of("set-office-title", a_docx(core="", settings=PROTECTION.format(0)), "Foxes", kind="docx")
