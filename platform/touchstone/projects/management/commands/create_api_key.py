"""``manage.py create_api_key PROJECT --scope feedback:write``: prints a new key's secret, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from touchstone.projects.models import Project, Scope
from touchstone.projects.services import api_key_create


class Command(BaseCommand):
    help = "Creates an API key of a project and prints its secret, which is not stored."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the project, the scopes and the key's name."""
        parser.add_argument("project", help="the project's slug")
        parser.add_argument(
            "--scope", action="append", required=True, choices=[scope.value for scope in Scope]
        )
        parser.add_argument("--name", default="command line", help="what the key is for")

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the key."""
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            slugs = ", ".join(Project.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"No project {options['project']!r}. There are: {slugs}.")
        scopes = [Scope(scope) for scope in options["scope"]]
        _, secret = api_key_create(project=project, by=None, name=options["name"], scopes=scopes)
        self.stdout.write(secret)
