"""A progress bar on a terminal, and nothing anywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str, int | None], None]
"""Called once for each finished item with what is next or was done, and the number of items once it is known."""


@contextmanager
def progress(title: str, *, total: int | None = None, quiet: bool = False) -> Iterator[Step]:
    """Show progress on standard error while the block runs.

    Args:
        title: What is going on, in a few words.
        total: Number of items, when known.
        quiet: Show nothing, even on a terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from curbcut.reports.text import printable

    # Names come from strangers: "notes[/b].html" as markup ends the command, and a control character reaches the terminal.
    words = TextColumn("{task.description}", markup=False)
    columns = (words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)

        def step(text: str, known_total: int | None = None) -> None:
            bar.update(task, advance=1, description=printable(text)[:60] or title, total=known_total or total)

        yield step


def _nothing(_text: str, _total: int | None = None) -> None:
    """Show nothing."""
