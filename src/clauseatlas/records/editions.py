"""Whether the tables are those that this edition of the code expects."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from clauseatlas.errors import BadInput


def pending_migrations() -> list[str]:
    """Names of migrations that were not applied yet; raises BadInput when the database does not answer."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise BadInput("the database", f"does not answer ({str(error).splitlines()[0]})") from None
    return [migration.name for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
