"""Every row of every table as lines of JSON and back, the same on SQLite and PostgreSQL, whatever app the table belongs to.

A dump belongs to an edition: the newest migration of each app when it was made. It is loaded into tables of that very edition, which are brought up
to date afterwards, so that an old backup passes through the same migrations as an old atlas.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from clauseatlas.errors import BadInput

ROWS_AT_ONCE = 500  # rows in one statement; the packed text of a version is up to 1 MB

# What passes by itself (sign-ins) or is made again from the records (what is searched).
LEFT_OUT = frozenset({"django_session", "records_entry", "records_part"})

Edition = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of this edition: its name, and the model it belongs to."""

    name: str
    model: type[models.Model]

    @property
    def fields(self) -> tuple[models.Field[Any, Any], ...]:
        """The columns, generated ones left out."""
        return tuple(field for field in self.model._meta.concrete_fields if not field.generated)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns in the order in which `rows` has them; an earlier edition may have had them in another."""
        return tuple(str(field.column) for field in self.fields)

    def rows(self) -> Iterator[str]:
        """One line of JSON per row, in the order of the key."""
        names = [field.attname for field in self.fields]
        order = str(self.model._meta.pk.attname) if self.model._meta.pk else "pk"
        for row in self.model._base_manager.order_by(order).values_list(*names).iterator(chunk_size=ROWS_AT_ONCE):
            yield json.dumps([_plain(value) for value in row], ensure_ascii=False)

    def fill(self, columns: Sequence[str], lines: Iterable[str]) -> int:
        """Put rows with these columns back and count them."""
        if set(columns) != set(self.columns) or len(columns) != len(self.columns):
            raise BadInput(f"table {self.name}", "has other columns in the backup than its edition had")
        own = dict(zip(self.columns, self.fields, strict=True))
        fields = [own[column] for column in columns]
        quote = connection.ops.quote_name
        into = ", ".join(quote(column) for column in columns)
        marks = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {quote(self.name)} ({into}) VALUES ({marks})"  # noqa: S608 - names of our own tables and columns
        count = 0
        remaining = iter(lines)
        with connection.cursor() as cursor:
            while some := list(islice(remaining, ROWS_AT_ONCE)):
                cursor.executemany(statement, [_stored(fields, line) for line in some])
                count += len(some)
        return count


def _stored(fields: Sequence[models.Field[Any, Any]], line: str) -> list[Any]:
    """A row as the database takes it."""
    return [field.get_db_prep_save(_rich(field, value), connection) for field, value in zip(fields, json.loads(line), strict=True)]


def edition() -> Edition:
    """The newest applied migration of each app."""
    newest: Edition = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        newest[app] = name
    return newest


def tables(registry: Apps | None = None) -> tuple[Table, ...]:
    """The tables that a backup holds, by name; `registry` holds the models of an earlier edition."""
    found: dict[str, Table] = {}
    for model in (registry or apps).get_models(include_auto_created=True):
        name = model._meta.db_table
        if model._meta.managed and not model._meta.proxy and name not in LEFT_OUT:
            found[name] = Table(name=name, model=model)
    return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied:
    """Empty tables of an earlier edition, ready to be filled."""

    tables: Mapping[str, Table]


def tables_of(wanted: Edition) -> Emptied:
    """Make the empty tables of an edition; raises BadInput where this edition of the code does not know it."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.nodes
    targets = [(app, name) for app, name in wanted.items() if app in executor.loader.migrated_apps]
    unknown = [f"{app} {name}" for app, name in targets if (app, name) not in nodes]
    if unknown or len(targets) != len(wanted):
        missing = unknown or sorted(set(wanted) - executor.loader.migrated_apps)
        raise BadInput("the backup", f"was made by a newer edition ({missing[0]})", "restore it with the edition that made it, or a newer one")
    state = executor.migrate(targets)
    return Emptied(tables={table.name: table for table in tables(state.apps)})


def fill(emptied: Emptied, contents: Iterable[tuple[str, Sequence[str], Iterable[str]]]) -> dict[str, int]:
    """Fill tables from (name, columns, rows), all or none; rows written per table.

    References are checked at the end, since rows refer to each other in circles.
    """
    counts: dict[str, int] = {}
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in reversed(list(emptied.tables.values())):  # a migration may have left rows of its own
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - a table of ours
        for name, columns, lines in contents:
            if name not in emptied.tables:
                raise BadInput("the backup", f"holds a table {name} that its edition does not have")
            counts[name] = emptied.tables[name].fill(columns, lines)
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in emptied.tables.values()]):
                cursor.execute(statement)
    return counts


def bring_up_to_date() -> None:
    """Apply every migration that the tables lack."""
    call_command("migrate", interactive=False, verbosity=0)


def _plain(value: Any) -> Any:
    """A value as JSON has it. Bytes are base64; times keep their microseconds and offset."""
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _rich(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as its column takes it; foreign keys are values of the key they point to."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if value is None or isinstance(target, models.JSONField):
        return value
    if isinstance(target, models.DurationField):
        return timedelta(seconds=float(value))
    return target.to_python(value)
