"""``manage.py seed_demo``: people, a project with tasks and past work, an API key, logins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from touchstone.projects.models import Project
from training.rehearsal.demo.past_work import past_work_ensure
from training.rehearsal.demo.people import Credentials
from training.rehearsal.demo.seed import demo_seed
from training.rehearsal.folders import demo_rehearsal_folder


class Command(BaseCommand):
    """Seeds the demo; again, it adds what is missing and keeps the passwords."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seed, and say where the logins stand."""
        environment = settings.ENVIRONMENT
        path = environment.var / f"{environment.instance}.json"
        content = demo_seed(
            credentials=Credentials(path),
            url=settings.PUBLIC_URL,
            rehearsal=demo_rehearsal_folder(environment.instance_dir),
        )
        past_work_ensure(Project.objects.get(slug=content["project"]))
        self.stdout.write(f"  The demo is seeded; its logins stand in {path}")
