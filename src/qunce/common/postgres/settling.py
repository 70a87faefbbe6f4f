"""After a bulk write: what waits beside an index goes into it, and the planner learns the sizes."""

from django.db import connection
from django.db.models import Model


def settle(*models: type[Model]) -> None:
    """Bring the tables of these models into the state that autovacuum leaves, but at once.

    Until then PostgreSQL believes that a table just filled is empty, and every search walks the
    list of what is not yet in its GIN index. A table of which less than a tenth is new keeps what
    the planner knows of it.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute("SELECT qunce_settle(%s)", [model._meta.db_table])
