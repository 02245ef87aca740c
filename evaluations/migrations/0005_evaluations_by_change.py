"""Home lists what was changed last first."""

from django.db import migrations, models

from distmap.schema_changes import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("evaluations", "0004_search_text")]

    operations = [
        AddIndexOnline(
            model_name="evaluation",
            index=models.Index(fields=["workspace", "-changed_at", "-id"], name="evaluation_by_change"),
        ),
    ]
