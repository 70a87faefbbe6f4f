"""The database backend: Django's own, which first starts the embedded server if there is one."""

from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> Any:
        params = super().get_connection_params()
        if self.settings_dict.get("EMBEDDED"):
            from qunce.common.postgres.embedded import start

            params["host"] = start(self.settings_dict["EMBEDDED"])
        return params
