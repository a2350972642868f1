"""Whole-process time of `curbcut check` on one small HTML file, of `curbcut --help`, and files a second over a folder.

Floor beside it: an empty Python process, twice (the command starts one bounded child). Bars: at most 0.4 s for one small
file on an idle machine, 0.1 s for --help.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
FILES = 1000

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Week {number}</title></head><body>
<h1>Week {number}</h1><p>Read <a href="notes.html">the notes of week {number}</a> and look at the picture.</p>
<img src="leaf.png"><h3>Afterwards</h3><table><tr><td>Monday</td><td>Lecture</td></tr></table>
</body></html>
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = folder / "one.html"
        one.write_text(PAGE.format(number=1), encoding="utf-8")
        empty = [sys.executable, "-c", "pass"]
        curbcut = [sys.executable, "-m", "curbcut.cli"]
        report("empty Python process", empty)
        report("curbcut --help", [*curbcut, "--help"])
        report("curbcut check, one small file, text", [*curbcut, "check", str(one)])
        report("curbcut check, one small file, jsonl", [*curbcut, "check", "--format", "jsonl", str(one)])
        many = folder / "many"
        many.mkdir()
        for number in range(FILES):
            (many / f"{number:04}.html").write_text(PAGE.format(number=number), encoding="utf-8")
        for jobs in (1, 2):
            throughput(many, jobs)


def report(what: str, command: list[str]) -> None:
    """Run a command several times; print median and best of wall time, and CPU time a run."""
    walls = []
    before = cpu_seconds()
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        walls.append(time.perf_counter() - started)
    cpu = (cpu_seconds() - before) / RUNS
    median, best = statistics.median(walls), min(walls)
    print(f"{what:<40} median {median:.3f} s, best {best:.3f} s, CPU {cpu:.3f} s")


def throughput(folder: Path, jobs: int) -> None:
    """Check a folder of small files."""
    command = [sys.executable, "-m", "curbcut.cli", "check", "--format", "jsonl", "--jobs", str(jobs), str(folder)]
    started, before = time.perf_counter(), cpu_seconds()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    wall, cpu = time.perf_counter() - started, cpu_seconds() - before
    lines = done.stdout.count(b"\n")
    assert lines == FILES, f"{lines} lines for {FILES} files"
    print(f"{FILES} small files, {jobs} job(s): {FILES / wall:.0f} files/s, CPU {1000 * cpu / FILES:.2f} ms a file")


def cpu_seconds() -> float:
    """Return the CPU time of all ended child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    main()
