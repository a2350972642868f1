"""How fast pages and files are mended: preparing a fix, beside the check that found the finding and the one that proves the fix.

Then the same picture described all over a course through the whole service (`bulk.py`).

Usage: python bench/fixes.py [--pages N] [--bulk N]
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# html.py beside this file would hide the standard library's module of that name.
sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != HERE]

import argparse  # noqa: E402 - see above
import runpy  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402

from curbcut.documents.context import Context  # noqa: E402
from curbcut.fixes.catalogue import fixes_of, read_original  # noqa: E402
from curbcut.fixes.fix import Fix, FixRefusedError, Original  # noqa: E402
from curbcut.rules.html import HTML  # noqa: E402
from curbcut.rules.results import Finding  # noqa: E402
from curbcut.rules.rule import Rule  # noqa: E402
from curbcut.rules.runner import run  # noqa: E402

make_pages = runpy.run_path(str(HERE / "course_pages.py"))["make_pages"]
RULES = {check.rule.id: check.rule for check in HTML.checks}
ANSWERS = {"nothing": "", "text": "Map of the campus in winter", "level": "3", "colour": "#0A5FA0", "language": "en"}
MOST_SHARE = 1.0
"""The gate: preparing a fix costs at most what one check of the page costs."""


def findings_of(original: Original) -> list[tuple[Rule, Finding]]:
    results = run(original.document, HTML.checks)
    return [(RULES[result.rule_id], finding) for result in results for finding in result.findings]


def answer_to(fix: Fix, original: Original, finding: Finding) -> str:
    default = fix.asks.choices[0].value if fix.asks.kind == "choice" else ANSWERS[fix.asks.kind]
    return fix.propose(original, finding) or default


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--bulk", type=int, default=200)
    arguments = parser.parse_args()
    count = arguments.pages
    spent, done, refused = Counter(), Counter(), Counter()
    for page in make_pages(count, seed=20):
        context = Context(name="page", origin="editor", language="en", encoding="utf-8")
        start = time.process_time()
        original = read_original("html", page.html.encode(), context)
        found = findings_of(original)
        spent["check"] += time.process_time() - start
        for rule, finding in found:
            for fix in fixes_of(rule, "html"):
                start = time.process_time()
                try:
                    fix.prepare(original, finding, answer_to(fix, original, finding))
                except FixRefusedError:
                    refused[fix.id] += 1
                else:
                    done[fix.id] += 1
                spent["fixes"] += time.process_time() - start
    a_check, a_fix = 1e3 * spent["check"] / count, 1e3 * spent["fixes"] / max(1, done.total())
    print(f"{count} pages, {done.total()} fixes prepared, {refused.total()} refused")
    print(
        f"CPU: {a_check:.2f} ms a check of a page, {a_fix:.2f} ms a fix ({a_fix / a_check:.2f} checks; gate {MOST_SHARE})"
    )
    for name, number in done.most_common():
        print(f"  {name:28} {number:6}")
    bulk = runpy.run_path(str(HERE / "bulk.py"))["main"](arguments.bulk) if arguments.bulk else 0
    return bulk if a_fix <= MOST_SHARE * a_check else 1


if __name__ == "__main__":
    raise SystemExit(main())
