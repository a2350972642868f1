"""Every query of a tenant's data names its institution; a query that does not is a programming error."""

from typing import Any, TypeVar

from django.db import models

from curbcut.service.tenancy.models import Institution

ModelT = TypeVar("ModelT", bound=models.Model)


class UnboundQueryError(RuntimeError):
    """A tenant's table was asked without saying whose rows are meant."""


class TenantManager(models.Manager[ModelT]):
    """The manager of a tenant's rows: `Model.objects.of(institution)` and nothing else."""

    def of(self, institution: Institution) -> models.QuerySet[ModelT]:
        """Return the rows of one institution."""
        return super().get_queryset().filter(institution=institution)

    def get_queryset(self) -> models.QuerySet[ModelT]:
        """Refuse: `.all()` and `.filter()` would see every tenant."""
        raise UnboundQueryError(f"{self.model.__name__}.objects.of(institution) is the only way to these rows.")


class TenantModel(models.Model):
    """Base of every table whose rows belong to one institution.

    `all_tenants` is what Django itself uses to follow relations, and what periodic jobs over all tenants use; views never do
    (held by tests/architecture).
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")

    all_tenants: models.Manager[Any] = models.Manager()
    objects: TenantManager[Any] = TenantManager()

    class Meta:
        """Abstract: no table of its own."""

        abstract = True
