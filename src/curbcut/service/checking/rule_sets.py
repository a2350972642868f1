"""Which rules a result comes from: a version that moves with the rules, the engine and the libraries that read files."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import curbcut
from curbcut.documents.isolation.libreoffice import find_office
from curbcut.documents.isolation.programs import find_program
from curbcut.service.checking.models import RuleSet

ENGINE_ROOMS = ("standards", "documents", "rules", "scoring")
READERS = ("turbohtml", "tinycss2", "cssselect2", "pikepdf", "pypdfium2", "lxml", "pillow", "cld3-py")


def current_rule_set() -> RuleSet:
    """Return this program's rule set; a new one gets the next number."""
    return RuleSet.objects.get_or_create(version=engine_version())[0]


@cache
def engine_version() -> str:
    """Return the digest of everything that an assessment depends on beside the content.

    The sources themselves are taken, 3 MB in some 15 ms once a process: a number that people raise by hand is forgotten
    one day, and then two different results pass for the same.
    """
    digest = hashlib.sha256()
    root = Path(curbcut.__file__).parent
    for room in ENGINE_ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            source = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(source)}\n".encode())
            digest.update(source)
    for program, found in (("tesseract", find_program("tesseract")), ("soffice", find_office())):
        # What could not be looked at without it is looked at once it is installed.
        digest.update(f"{program} {'absent' if found is None else 'present'}\n".encode())
    for library in READERS:
        digest.update(f"{library} {_version_of(library)}\n".encode())
    return digest.hexdigest()


def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
