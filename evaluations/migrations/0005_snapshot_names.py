"""Each snapshot has its release, and a name of its own; in a migration apart from the one that fills the rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_snapshots_in_lists")]

    operations = [
        migrations.AlterField("snapshot", "release", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channels_catalog.catalogrelease")),
        migrations.AddConstraint("snapshot", models.UniqueConstraint(fields=["evaluation", "name"], name="snapshot_name_once")),
        migrations.AddIndex("snapshot", models.Index(fields=["evaluation", "-taken_at", "-id"], name="snapshot_list")),
    ]
