"""Sessions in PostgreSQL, found by a prepared statement: every request of a page asks for one."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session

from touchstone.core.prepared import Columns, prepared_first

_SESSION = Columns(Session)
_FIND = f"""
SELECT {_SESSION.sql("s")} FROM django_session s
WHERE s.session_key = %(key)s AND s.expire_date > now()
"""  # noqa: S608 - names of Django's own


class SessionStore(DatabaseStore):
    """Django's own store but for how a session is looked up."""

    def _get_session_from_db(self) -> Any:
        found = prepared_first(_FIND, {"key": self.session_key or ""}, _SESSION)
        if found is None:
            self._session_key = None
            return None
        return found[0]
