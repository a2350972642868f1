"""What was excluded before has its reason in a row of its own, as everything that is excluded now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def write_down(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make a decision of every exclusion."""
    standing = apps.get_model("checking", "Standing")
    acceptance = apps.get_model("checking", "Acceptance")
    # The models of migrations have the first manager of ours under Django's own name alone.
    acceptance._default_manager.bulk_create(  # noqa: SLF001
        acceptance(
            institution_id=one.institution_id,
            item_id=one.item_id,
            course_id=one.course_id,
            reason="other",
            note=one.reason,
            person_id=one.excluded_by_id,
            person_name=one.excluded_by.name if one.excluded_by is not None else "",
            created_at=one.checked_at,
        )
        for one in standing._default_manager.filter(state="excluded").select_related("excluded_by")  # noqa: SLF001
    )


class Migration(migrations.Migration):
    dependencies = [("checking", "0002_acceptances")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
