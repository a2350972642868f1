"""Small programs that stand in for installed ones."""

from pathlib import Path


def an_office(folder: Path, *, converting: str = 'cp "$last" "$out/file.docx"', keeping: str = "exit 0") -> str:
    """Write a program that takes LibreOffice's command line.

    Args:
        folder: Where it is put.
        converting: What it does with the file `$last`, for the folder `$out`.
        keeping: What it does when it is to stay and hold a document open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "soffice"
    program.write_text(
        f"""#!/bin/sh
for each; do [ "$before" = --outdir ] && out=$each; before=$each; last=$each; done
case "$*" in
  *--terminate_after_init*) exit 0 ;;
  *--view*) {keeping} ;;
  *) {converting} ;;
esac
"""
    )
    program.chmod(0o755)
    return str(program)
