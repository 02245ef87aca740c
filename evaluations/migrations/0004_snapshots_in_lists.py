"""What lists show of a snapshot becomes columns, read once from the document it keeps."""

import json

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """Snapshots were taken at submitting alone; their documents hold everything that the new columns want."""
    rows = apps.get_model("evaluations", "Snapshot").objects.select_related("evaluation")
    for row in rows.iterator():
        document = json.loads(row.document)
        state, result = document.get("state", {}), document.get("result", {})
        headline = result.get("headline") or {}
        row.release_id = state.get("release") or row.evaluation.release_id
        row.method = state.get("method") or row.evaluation.method
        row.headline_path = headline.get("path")
        row.headline_verdict = headline.get("verdict")
        row.headline_confidence = headline.get("confidence")
        row.answered, row.total = row.evaluation.answered, row.evaluation.total
        row.verdicts = verdicts_of(result)
        row.save()


def verdicts_of(result):
    paths = result.get("paths", {})
    order = result.get("ranking", {}).get("display_order", [])
    ranked = [key for key in order if key in paths] + [key for key in paths if key not in order]
    return [
        [key, paths[key].get("sampled", {}).get("verdict") or paths[key].get("verdict")] for key in ranked
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("channels_catalog", "0001_initial"),
        ("evaluations", "0003_comparisons_and_decisions"),
    ]

    operations = [
        migrations.AddField("snapshot", "release", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channels_catalog.catalogrelease")),
        migrations.AddField("snapshot", "method", models.CharField(default="", max_length=12), preserve_default=False),
        migrations.AddField("snapshot", "headline_path", models.CharField(blank=True, max_length=60, null=True)),
        migrations.AddField("snapshot", "headline_verdict", models.CharField(blank=True, max_length=20, null=True)),
        migrations.AddField("snapshot", "headline_confidence", models.FloatField(blank=True, null=True)),
        migrations.AddField("snapshot", "answered", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("snapshot", "total", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("snapshot", "verdicts", models.JSONField(default=list)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
