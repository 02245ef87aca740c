"""What lists search is kept folded: no database that distmap runs on folds case and accents of every script."""

from typing import Any

from django.db import migrations, models

from distmap.texts import folded

BATCH = 1_000


def fill(apps: Any, _editor: Any) -> None:
    """Fold what stands already, in batches."""
    products = apps.get_model("evaluations", "Product").objects.only("name", "description")
    _filled(products, lambda row: f"{row.name} {row.description}")
    evaluations = apps.get_model("evaluations", "Evaluation").objects.select_related("product")
    _filled(evaluations.only("title", "product__name"), lambda row: f"{row.product.name}: {row.title}")


def _filled(rows: Any, text_of: Any) -> None:
    batch = []
    for row in rows.filter(search_text="").order_by("pk").iterator(BATCH):
        row.search_text = folded(text_of(row))
        batch.append(row)
        if len(batch) == BATCH:
            rows.model.objects.bulk_update(batch, ["search_text"])
            batch = []
    if batch:
        rows.model.objects.bulk_update(batch, ["search_text"])


class Migration(migrations.Migration):
    # Each batch by itself: the table is not locked while all of it is folded.
    atomic = False

    dependencies = [("evaluations", "0003_given_up")]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="search_text",
            field=models.TextField(db_default="", default="", editable=False),
        ),
        migrations.AddField(
            model_name="product",
            name="search_text",
            field=models.TextField(db_default="", default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
