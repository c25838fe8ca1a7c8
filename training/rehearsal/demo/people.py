"""The people of the demo, with random passwords that are written down once."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from touchstone.accounts.models import User
from touchstone.accounts.services import user_create
from touchstone.local.instance import write_private
from touchstone.projects.models import Membership, Project, Role
from touchstone.projects.services.membership import membership_activate

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class Person:
    """Somebody of the demo."""

    role: Role
    email: str
    name: str


PEOPLE = (
    Person(Role.ADMIN, "admin@example.org", "Ada Morgan"),
    Person(Role.REVIEWER, "reviewer@example.org", "Rafael Ortiz"),
    Person(Role.LABELER, "labeler@example.org", "Lena Fischer"),
    Person(Role.LABELER, "labeler2@example.org", "Samir Haddad"),
)


class Credentials:
    """What was printed: ``var/<instance>.json``, readable by its owner only."""

    def __init__(self, path: Path) -> None:
        """Read what stands at ``path``; nothing, where it is missing."""
        self._path = path
        self.content: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}

    def password(self, email: str) -> str | None:
        """Return the password that was written down for an address."""
        for user in self.content.get("users", []):
            if user["email"] == email:
                return str(user["password"])
        return None

    def write(self, content: dict[str, Any]) -> None:
        """Replace what is written down."""
        self.content = content
        write_private(self._path, json.dumps(content, indent=1) + "\n")


@transaction.atomic
def person_ensure(person: Person, known_password: str | None) -> tuple[User, str]:
    """Return somebody's account and the password that opens it.

    One whose password is not written down any more gets a new one: the demo must be usable.
    """
    user = User.objects.filter(email=person.email).first()
    if user is None:
        password = known_password or secrets.token_urlsafe(PASSWORD_BYTES)
        admin = person.role is Role.ADMIN
        user = user_create(
            email=person.email,
            name=person.name,
            password=password,
            languages=["en", "ar"],
            is_staff=admin,
            is_superuser=admin,
        )
        return user, password
    if known_password is not None and user.check_password(known_password):
        return user, known_password
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user, password


def members_ensure(project: Project, people: dict[Person, User]) -> None:
    """Make everybody a member in their role; one who was sent away stays away."""
    known = set(Membership.objects.filter(project=project).values_list("user_id", flat=True))
    for person, user in people.items():
        if user.pk in known:
            continue
        membership_activate(project=project, user=user, role=person.role, by=None)
