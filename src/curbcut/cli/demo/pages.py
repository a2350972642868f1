"""The reports of a demonstration as web pages on this machine, until Ctrl-C."""

import html
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from curbcut.cli.demo.summary import Demonstration
from curbcut.reports.course import as_html, totals_of
from curbcut.reports.course_report import CourseReport
from curbcut.scoring.bands import band_of

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; font-weight: bold; padding-block: .5rem; }}
th, td {{ border-bottom: 1px solid; padding: .4rem; text-align: left; vertical-align: top; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def serve(demonstration: Demonstration) -> None:
    """Serve the reports on a free loopback port, say where, and return after Ctrl-C."""
    pages = {"/": index_page(demonstration)} | {
        f"/courses/{course.course_id}": as_html(course) for course in demonstration.courses
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            self.send_response(404 if page is None else 200)
            body = page or _page("No such page", '<p><a href="/">All courses</a></p>')
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class's name
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"\nThe report: http://127.0.0.1:{server.server_port}/   The Canvas: {demonstration.address}")
        print("Ctrl-C ends both.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def index_page(demonstration: Demonstration) -> bytes:
    """Return the page that lists the courses."""
    rows = "\n".join(_row(course) for course in demonstration.courses)
    granted = sum(result.granted for result in demonstration.connection.scopes)
    body = f"""<p>{granted} of {len(demonstration.connection.scopes)} scopes granted;
{demonstration.canvas_requests} requests to <a href="{html.escape(demonstration.address)}">the stand-in Canvas</a>.</p>
<table>
<caption>Courses</caption>
<thead><tr><th scope="col">Course</th><th scope="col">Score</th><th scope="col">Items</th><th scope="col">Issues</th></tr>
</thead>
<tbody>
{rows}
</tbody>
</table>"""
    return _page("Curbcut demo: accessibility of the courses", body)


def _row(course: CourseReport) -> str:
    score = course.score.overall
    shown = "Not enough content" if score is None else f"{score:.1f} ({band_of(score)})"
    issues = sum(total.places for total in totals_of(course))
    link = f'<a href="/courses/{course.course_id}">{html.escape(course.name)}</a>'
    return f'<tr><th scope="row">{link}</th><td>{shown}</td><td>{len(course.items)}</td><td>{issues}</td></tr>'


def _page(title: str, body: str) -> bytes:
    return _PAGE.format(title=html.escape(title), body=body).encode()
