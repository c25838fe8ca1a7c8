"""The people of a rehearsal as users, marked as simulated in every row that they cause.

They have no passwords: nobody can log in as them, and the rehearsal opens their sessions itself.
"""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction

from touchstone.accounts.models import User
from touchstone.projects.models import Project, Role
from touchstone.projects.services.membership import membership_activate


@transaction.atomic
def person_ensure(*, project: Project, name: str, role: Role) -> User:
    """Return the simulated user of this name as a member of the project, created on first use.

    The address is the same in every project, for the order in which somebody sees the answers of
    a task hangs on it: so a rehearsal repeats.
    """
    email = f"{name}@simulated.invalid"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, languages=["en"], is_simulated=True)
    membership_activate(project=project, user=user, role=role, by=None)
    return user


def session_open(user: User) -> str:
    """Open a session for a simulated user.

    Returns:
        The session key, which is what the session cookie carries.

    Raises:
        ValueError: The user is a person; only they may open their sessions.
    """
    if not user.is_simulated:
        raise ValueError(f"{user.email} is a person: sessions are opened for simulated users only.")
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    key = store.session_key
    assert key is not None  # noqa: S101 - create() always sets one
    return str(key)
