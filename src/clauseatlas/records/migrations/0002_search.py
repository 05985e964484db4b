"""Search: entries of provisions, parts of current texts, and the full-text index of the database over their words."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("records_entry", "records_part")

# Words are ASCII letters and digits; marks of filters and of titles begin with "=" and "^" and may hold ":" and "-"; "|" keeps phrases apart.
SQLITE = """CREATE VIRTUAL TABLE {table}_words USING fts5(words, tokenize = "ascii tokenchars '=^:-|'", columnsize = 0, prefix = '3')"""
# Vectors lie beside the table, so that lists and counts read narrow rows.
POSTGRES = (
    "ALTER TABLE {table} ADD COLUMN words tsvector",
    "ALTER TABLE {table} SET (toast_tuple_target = 128)",
    "CREATE INDEX {table}_words ON {table} USING gin (words)",
)


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            for statement in POSTGRES:
                schema_editor.execute(statement.format(table=table))
        else:
            schema_editor.execute(SQLITE.format(table=table))


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN words")
        else:
            schema_editor.execute(f"DROP TABLE {table}_words")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_first_edition")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "provision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="entry", serialize=False, to="records.provision"
                    ),
                ),
                ("document_type", models.CharField(max_length=40)),
                ("clause_type", models.CharField(max_length=60)),
                ("category", models.CharField(max_length=20)),
                ("severity", models.CharField(max_length=8)),
                ("stance", models.CharField(max_length=12)),
                ("status", models.CharField(max_length=10)),
                ("regulations", models.TextField(blank=True, default="")),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="records.document"),
                ),
                (
                    "platform",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="records.platform"),
                ),
                (
                    "revision",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.revision"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="records.document")),
                (
                    "version",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.version"),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("document", "number"), name="part_numbered_once")]},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
