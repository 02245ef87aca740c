import re

from django.db import migrations

_SUBMITTED = re.compile(r"submitted \d+", re.IGNORECASE)


def keep_what_is_known(apps, schema_editor):
    """Each submitting left a snapshot under its own name; an archived evaluation knows since when, not by whom."""
    Snapshot = apps.get_model("evaluations", "Snapshot")
    Evaluation = apps.get_model("evaluations", "Evaluation")
    Move = apps.get_model("evaluations", "Move")
    taken = Snapshot.objects.values_list("pk", "evaluation_id", "name", "taken_by_id", "taken_at")
    Move.objects.bulk_create(
        [
            Move(evaluation_id=evaluation, kind="submitted", snapshot_id=pk, user_id=user, at=at)
            for pk, evaluation, name, user, at in taken.iterator()
            if _SUBMITTED.fullmatch(name)
        ],
        batch_size=500,
    )
    archived = Evaluation.objects.exclude(archived_at=None).values_list("pk", "archived_at")
    Move.objects.bulk_create(
        [Move(evaluation_id=pk, kind="archived", at=at) for pk, at in archived.iterator()], batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0010_moves'),
    ]

    operations = [
        migrations.RunPython(keep_what_is_known, migrations.RunPython.noop),
    ]
