"""Where a file's bytes are: an address that may open them by itself, so it is kept encrypted."""

from curbcut.canvas.files import File
from curbcut.canvas.ids import FileId
from curbcut.service.library.models import Course, Item
from curbcut.service.tenancy.encryption import EncryptionError
from curbcut.service.tenancy.secret_store import key_ring


def sealed(course: Course, file: File) -> bytes:
    """Encrypt the address of a file, for its row alone."""
    return key_ring().encrypt(file.url, place=_place(course.institution_id, str(file.id))) if file.url else b""


def file_of(item: Item) -> File | None:
    """Return what has to be known to fetch an item's bytes; `None` when Canvas has to be asked for the address."""
    if not item.address:
        return None
    try:
        url = key_ring().decrypt(bytes(item.address), place=_place(item.institution_id, item.canvas_id))
    except EncryptionError:  # its master key was retired
        return None
    return File(
        id=FileId(int(item.canvas_id)),
        display_name=item.title,
        content_type=item.content_type,
        url=url,
        size=item.size,
    )


def _place(client_id: int, canvas_id: str) -> str:
    return f"institution/{client_id}/file-address/{canvas_id}"
