"""Compile modules with mypyc, in the folder that it is started in and which it changes: `compile_modules.py a/b.py a/c.py`."""

import sys
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

from native_classes import laid_out

GROUP = "curbcut_html"
"""Name of the group that is compiled as one, so that its modules call each other directly."""
# Whether the types are right, `make types` has told; what is not compiled may go without stubs here.
_MYPY = ("--follow-imports=silent", "--ignore-missing-imports", "--config-file=", "--cache-dir=.mypy_cache")


def main(modules: list[str]) -> int:
    """Rewrite and compile modules, given by their paths from this folder."""
    for name in modules:
        path = Path(name)
        source = path.read_text(encoding="utf-8")
        path.write_text(laid_out(source), encoding="utf-8")
    extensions = mypycify([*_MYPY, *modules], opt_level="2", debug_level="0", multi_file=True, group_name=GROUP)
    setup(name=GROUP, ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace", "--parallel=2"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
