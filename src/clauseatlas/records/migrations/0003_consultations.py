"""Questions to language models, their answers and the verdicts on what they proposed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("records", "0002_search")]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("purpose", models.CharField(max_length=10)),
                ("model", models.CharField(max_length=200)),
                ("prompt_sha256", models.CharField(max_length=64)),
                ("answer", models.TextField(blank=True, default="")),
                ("failure", models.TextField(blank=True, default="")),
                ("proposals", models.JSONField(default=list)),
                ("asked", models.DateTimeField()),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="records.version")),
            ],
            options={
                "ordering": ("version", "number"),
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="consultation_numbered_once")],
            },
        ),
    ]
