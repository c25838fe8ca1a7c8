"""Login by email, and who a session belongs to, found by a prepared statement."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from touchstone.accounts.models import User
from touchstone.core.prepared import Columns, prepared_first

_USER = Columns(User)
_FIND = f"""
SELECT {_USER.sql("u")} FROM accounts_user u WHERE u.id = %(id)s
"""  # noqa: S608 - names of our own


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's own backend but for how the user of a session is looked up."""

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Return the user, unless unknown or no longer allowed in."""
        found = prepared_first(_FIND, {"id": user_id}, _USER)
        if found is None or not self.user_can_authenticate(found[0]):
            return None
        user: User = found[0]
        return user
