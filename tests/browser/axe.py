"""axe-core on our own pages: an engine that nobody here wrote."""

from importlib.resources import files

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page, *, only=None):
    """Return what axe finds wrong on a page of Playwright, one line a fault.

    Args:
        page: Open.
        only: One rule of axe, instead of all.

    The page's own policy forbids injected scripts, so open it in a context with `bypass_csp=True`.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    wanted = {"type": "tag", "values": TAGS} if only is None else {"type": "rule", "values": [only]}
    found = page.evaluate("wanted => axe.run(document, {runOnly: wanted, resultTypes: ['violations']})", wanted)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]
