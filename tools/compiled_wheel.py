"""Hatch's hook for a wheel whose HTML engine is compiled (ADR 0032): `HATCH_BUILD_HOOKS_ENABLE=1 uv build --wheel`.

Which modules, pyproject.toml says. They are compiled in a copy: compiled files beside the sources would go on being
imported after the sources have changed.
"""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PROGRAM = "tools/compile_modules.py"


class CompiledWheel(BuildHookInterface[Any]):
    """Puts compiled modules beside their sources in a wheel."""

    _copy: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name what came of it; an editable installation stays uncompiled."""
        if version == "editable":
            return
        self._copy = Path(tempfile.mkdtemp())
        source = self._copy / "src"
        shutil.copytree(Path(self.root, "src"), source, ignore=shutil.ignore_patterns("__pycache__"))
        modules = _modules(source, self.config["modules"], self.config["left-out"])
        # In a process of its own: mypy and setuptools keep much in mind, and look at the folder they are started in.
        subprocess.run([sys.executable, str(Path(self.root, _PROGRAM)), *modules], cwd=source, check=True)
        shutil.rmtree(source / "build")
        compiled = source.rglob(f"*{sysconfig.get_config_var('EXT_SUFFIX')}")
        build_data["force_include"].update({str(path): str(path.relative_to(source)) for path in compiled})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - Hatch's signature
        """Take the copy away."""
        if self._copy is not None:
            shutil.rmtree(self._copy)


def _modules(source: Path, patterns: list[str], left_out: list[str]) -> list[str]:
    found = {str(path.relative_to(source)) for pattern in patterns for path in source.glob(pattern)}
    return sorted(name for name in found.difference(left_out) if not name.endswith("__init__.py"))
