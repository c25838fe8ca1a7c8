"""``manage.py register_base_model PROJECT FOLDER_OR_HUB_NAME``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from touchstone.core.errors import DomainError
from touchstone.projects.models import Project
from training.runs.services.base_models import BaseModel, base_model_register


class Command(BaseCommand):
    """Enter a causal language model as the base that a project's cycles start from."""

    help = "Register a local folder (safetensors) or a hub name as a project's base model."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the project, the model and its name."""
        parser.add_argument("project", help="the project's slug")
        parser.add_argument("model", help="a folder with safetensors, or a hub name")
        parser.add_argument("--name", help="what to call it; by default the last part of the name")

    def handle(self, *_: Any, project: str, model: str, name: str | None, **__: Any) -> None:
        """Store and register it."""
        found = Project.objects.filter(slug=project).first()
        if found is None:
            raise CommandError(f"There is no project {project!r}.")
        folder = Path(model).resolve()
        if model.startswith(("/", ".")) and not folder.is_dir():
            raise CommandError(f"{model} is not a folder.")
        source = folder if folder.is_dir() else model
        base = BaseModel(name=name or model.rstrip("/").rsplit("/", 1)[-1], source=source)
        try:
            registered = base_model_register(project=found, model=base, by=None)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{registered} ({registered.public_id}) is a base of {project} now.")
