"""``manage.py create_admin EMAIL --name NAME``: an installation admin, the password shown once."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from touchstone.accounts.services import user_create
from touchstone.core.errors import DomainError


class Command(BaseCommand):
    help = "Creates an administrator of the installation and prints a random password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare who it is."""
        parser.add_argument("email")
        parser.add_argument("--name", default="Administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the account."""
        password = secrets.token_urlsafe(18)
        try:
            user_create(
                email=options["email"],
                name=options["name"],
                password=password,
                is_staff=True,
                is_superuser=True,
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{options['email'].lower()} {password}")
