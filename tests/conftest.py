"""The database of the tests: made by the owner, worked with by the application's role.

So every test runs with the rights that the application has, and no more.
"""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[None]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    default, owner = connections["default"], connections["owner"]
    with django_db_blocker.unblock():
        owner.settings_dict["TEST"]["NAME"] = f"test_qunce_{worker}_{os.getpid()}"
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        default.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        default.close()
        default.close_pool()
        owner.creation.destroy_test_db("", verbosity=0)


def _empty_all_tables(self: TransactionTestCase) -> None:
    """After a test with real commits: the owner empties the tables, for the application may not."""
    connections["default"].close()
    params = connections["owner"].get_connection_params()
    known = {"dbname", "user", "password", "host", "port"}
    sealed = [m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)]
    with psycopg.connect(**{k: v for k, v in params.items() if k in known}) as owner:
        rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        # Tables that migrations fill keep their rows.
        kept = {"django_migrations", "django_content_type", "auth_permission"}
        names = ", ".join(f'"{name}"' for (name,) in rows if name not in kept)
        for table in sealed:
            owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        owner.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        for table in sealed:
            owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


@pytest.fixture(autouse=True, scope="session")
def _owner_empties_tables() -> None:
    TransactionTestCase._fixture_teardown = _empty_all_tables  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _the_first_language() -> None:
    """A request in English leaves its language in the thread, and the next test would find it."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    """Pages are tested without the manifest that `make setup` writes."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
