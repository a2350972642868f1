"""axe-core on our own pages: an engine that nobody here wrote."""

from importlib.resources import files

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """Return what axe finds wrong on a page of Playwright, one line a fault.

    The page's own policy forbids injected scripts, so open it in a context with `bypass_csp=True`.
    """
    page.evaluate(SCRIPT)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]
