"""An institution's connection to its Canvas. Secrets are not here but in `EncryptedSecret`."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from curbcut.service.connection.problems import LOST
from curbcut.service.tenancy.models import Person
from curbcut.service.tenancy.tenants import TenantModel

DEVELOPER_KEY_SECRET = "developer_key_secret"  # noqa: S105 - the name of a secret
ACCESS_TOKEN = "access_token"  # noqa: S105 - the name of a secret
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of a secret


LONGEST_URL = 253


class Connection(TenantModel):
    """How one institution is connected; one row an institution.

    Attributes:
        granted_at: Since when there are tokens; empty while there are none.
        token_expires_at: End of the access token's hour; empty for one that a person made.
        attention_code: The first problem that stops work; empty when none does.
        report: The last check (`ConnectionReport` as JSON), and `problems` with each `Problem`.
        progress: Percent of the check under way.
        healthy_at: When this grant was last found in order; empty when it never was.
    """

    class Method(models.TextChoices):
        """The two tabs of the Configuration page."""

        DEVELOPER_KEY = "developer-key", "Canvas Developer Key"
        ACCESS_TOKEN = "access-token", "Canvas access token"

    class State(models.TextChoices):
        """Where the connection is on its way."""

        UNCONFIGURED = "unconfigured", "Not configured"
        AWAITING_GRANT = "awaiting-grant", "Waiting for access to be granted in Canvas"
        CHECKING = "checking", "Being checked"
        HEALTHY = "healthy", "Configured correctly"
        NEEDS_ATTENTION = "needs-attention", "Needs attention"
        DISCONNECTED = "disconnected", "Disconnected"

    method = models.CharField(max_length=20, choices=Method.choices, default=Method.DEVELOPER_KEY)
    state = models.CharField(max_length=20, choices=State.choices, default=State.UNCONFIGURED)
    canvas_url = models.CharField(max_length=LONGEST_URL, blank=True)
    developer_key_id = models.CharField(max_length=20, blank=True)
    canvas_user_id = models.CharField(max_length=20, blank=True)
    canvas_user_name = models.CharField(max_length=255, blank=True)
    granted_at = models.DateTimeField(null=True, blank=True)
    token_expires_at = models.DateTimeField(null=True, blank=True)
    attention_code = models.CharField(max_length=60, blank=True)
    attention_text = models.TextField(blank=True)
    report: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    progress = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    healthy_at = models.DateTimeField(null=True, blank=True)
    state_changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """One connection an institution."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["institution"], name="one_connection_each")]

    def __str__(self) -> str:
        return f"{self.get_method_display()} at {self.canvas_url or 'no Canvas yet'}"

    @property
    def is_by_key(self) -> bool:
        """Whether it is by developer key."""
        return self.method == self.Method.DEVELOPER_KEY

    @property
    def is_usable(self) -> bool:
        """Whether jobs may read through it.

        Also while it is checked, while somebody grants access anew, and while something needs attention that does not
        stop every request.
        """
        return self.granted_at is not None and self.attention_code not in LOST


class GrantAttempt(TenantModel):
    """One way of an administrator to Canvas and back; its `state` parameter opens once (RFC 6749, 10.12)."""

    state_digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Looked up by digest."""

    def __str__(self) -> str:
        return f"Attempt of {self.started_at}"
