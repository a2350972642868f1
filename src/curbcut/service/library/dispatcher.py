"""Which institutions wait to be listed: the one look over all tenants that the tick needs."""

from curbcut.service.connection.models import Connection
from curbcut.service.library.models import InstitutionSync
from curbcut.service.library.reading import can_ask
from curbcut.service.tenancy.models import Institution


def institutions_to_list() -> list[Institution]:
    """Return the institutions whose list of courses was asked for, or never read, and that can be asked."""
    connected = Connection.all_tenants.filter(granted_at__isnull=False).values_list("institution_id", flat=True)
    settled = InstitutionSync.all_tenants.filter(wanted_at__isnull=True).exclude(synced_at=None, problem="")
    waiting = Institution.objects.filter(pk__in=connected).exclude(pk__in=settled.values("institution_id"))
    return [institution for institution in waiting if can_ask(institution)]
