"""Institutions that are connected to a sandbox, by the token of its administrator."""

from django.utils import timezone

from curbcut.canvas.secret import Secret
from curbcut.service.connection.models import ACCESS_TOKEN, Connection
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.secret_store import write_secret
from curbcut.service.tenancy.services import create_institution

PASSWORD = "correct horse battery"


def connected(sandbox, *, name="Northfield", token=None):
    """Make an institution that is connected to a sandbox and found healthy."""
    institution = create_institution(name=name)
    Connection.objects.of(institution).create(
        institution=institution,
        method=Connection.Method.ACCESS_TOKEN,
        canvas_url=sandbox.address,
        state=Connection.State.HEALTHY,
        granted_at=timezone.now(),
    )
    write_secret(institution, ACCESS_TOKEN, Secret(token or sandbox.token("admin")))
    return institution


def operator(email="ada@example.edu"):
    """Make a person who sees every institution."""
    return Person.objects.create_person(email=email, name="Ada", password=PASSWORD, is_operator=True)
