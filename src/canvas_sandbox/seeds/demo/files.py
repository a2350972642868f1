"""Which files the demo's courses hold, how each is made and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from canvas_sandbox.seeds.builders import media, pictures
from canvas_sandbox.seeds.demo import documents


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a course.

    Attributes:
        name: What people see.
        make: Makes its bytes.
        plants: Words of `faults.FILE_FAULTS`, or of `faults.FILE_GOOD` after a plus sign.
        folder: Below "course files".
        options: Further fields of the record.
        versions: Makes the earlier versions, oldest first: they stay as deleted records that point on.
    """

    name: str
    make: Callable[[], bytes]
    plants: str = ""
    folder: str = ""
    options: dict[str, bool | str] = field(default_factory=dict)
    versions: tuple[Callable[[], bytes], ...] = ()


def _cells() -> bytes:
    return pictures.as_png(pictures.cells())


def _cells_photograph() -> bytes:
    return pictures.as_jpeg(pictures.cells(11))


def _divider() -> bytes:
    return pictures.as_png(pictures.bar_chart((1,), size=(300, 46)).crop((0, 30, 300, 38)))


def _plan() -> bytes:
    return pictures.as_png(pictures.street_plan())


def _chart() -> bytes:
    return pictures.as_png(pictures.bar_chart((4, 7, 9, 6), labels=("ash", "elm", "fir", "oak")))


def _words(text: str) -> Callable[[], bytes]:
    return lambda: pictures.as_png(pictures.words(text))


def _svg(title: str | None) -> Callable[[], bytes]:
    return lambda: pictures.svg(title)


def _film(*, captions: bool) -> Callable[[], bytes]:
    return lambda: media.build_mp4(captions=captions)


_BY_EYE = "fake-headings fake-list no-header-row figure-without-alt no-title no-language"
_UNTAGGED = "untagged no-title no-language"

BIOLOGY = (
    Upload("banner cells.png", _cells, folder="Pictures"),
    Upload("onion-root.jpg", _cells_photograph, folder="Pictures"),
    Upload("divider.png", _divider, folder="Pictures"),
    Upload(
        "laboratory-safety.pdf",
        documents.laboratory_safety,
        "+complete",
        versions=(documents.laboratory_safety_untagged, documents.week_plan),
    ),
    Upload("laboratory-safety-print.pdf", documents.laboratory_safety_untagged, _UNTAGGED),
    Upload("lecture 4.pdf", documents.lecture_notes, "no-language figure-without-alt skipped-heading no-header-row"),
    Upload("report-template.docx", documents.report_template, "+complete"),
    Upload("spindle.mp4", _film(captions=False), "no-captions", folder="Films"),
    Upload("exam-2025.pdf", documents.past_examination, "encrypted", options={"locked": True}),
    Upload("marking-notes.docx", documents.reading_notes, _BY_EYE, options={"hidden": True}),
    Upload("all-notes.zip", documents.course_archive),
)
CHEMISTRY = (
    Upload("titration.png", _chart, folder="Pictures"),
    Upload("gas-laws.pptx", documents.lecture_slides, "slide-without-title figure-without-alt no-title"),
    Upload("gases-data.xlsx", documents.gas_data, "default-sheet-name no-header-row no-title"),
    Upload("periodic-poem.png", _words("Hydrogen is number one, helium lifts the sun"), "picture-of-words"),
    Upload("water-cycle.svg", _svg(None), "unnamed-drawing"),
    Upload("handout.pdf", documents.handout_without_language, _UNTAGGED, options={"lock_at": "2026-12-20T07:00:00Z"}),
)
HISTORY = (
    Upload("street-plan.png", _plan, folder="Plans"),
    Upload("park-bylaws.pdf", documents.park_bylaws, f"no-text-layer {_UNTAGGED}", folder="Sources"),
    Upload("lower-town.pdf", documents.old_map_scan, f"no-text-layer {_UNTAGGED}", folder="Sources/Maps"),
    Upload("reading-notes.docx", documents.reading_notes, _BY_EYE),
    Upload("field-trip.html", documents.old_web_page),
)
SPANISH = (
    Upload("family tree.png", _words("abuela  abuelo  madre  padre  hermana  yo"), "picture-of-words"),
    Upload("vowels.mp3", media.build_mp3, folder="Recordings"),
    Upload("vocabulario semana 1.odt", documents.study_guide_odt, "figure-without-alt no-title"),
)
STATISTICS = (
    Upload("yield chart.png", _chart),
    Upload("seedlings.xlsx", documents.seedlings, "+complete"),
    Upload("week plan.pdf", documents.week_plan, "no-title"),
    Upload("how to read a study.odt", documents.study_guide_odt, "figure-without-alt no-title"),
)
WRITING = (
    Upload("thanks.png", _words("Thank you for a wonderful term!"), "picture-of-words"),
    Upload("model-paper.docx", documents.model_paper, "skipped-heading no-title"),
    Upload("citing.odt", documents.citation_guide_odt, "+complete"),
)
STUDY_SKILLS = (
    Upload("compass.png", _chart),
    Upload("notes-guide.pdf", documents.laboratory_safety_untagged, _UNTAGGED, options={"lock": "content"}),
)
PHYSICS = (Upload("pendulum.gif", pictures.animation, "animation"),)
MUSIC = (
    Upload("drone.mp3", media.build_mp3),
    Upload("concert.mp4", _film(captions=False), "no-captions"),
)
MODEL = (
    Upload("bars.png", _chart),
    Upload("plan.png", _plan),
    Upload("line.png", _divider),
    Upload("captioned.mp4", _film(captions=True), "+captions"),
    Upload("captioned-transcript.txt", documents.transcript),
    Upload("everybody.pptx", documents.welcome_slides, "+complete"),
    Upload("safety.pdf", documents.laboratory_safety, "+complete"),
    Upload("water-cycle.svg", _svg("The water cycle: evaporation, cloud, rain"), "+named-drawing"),
)
IMPORTED = (
    Upload("map.png", _plan),
    Upload("village.svg", _svg(None), "unnamed-drawing"),
    Upload("unit1.pdf", documents.handout_without_language, _UNTAGGED),
)
