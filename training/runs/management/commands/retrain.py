"""``manage.py retrain PROJECT``: start a cycle and watch it."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.live import Live
from rich.table import Table

from touchstone.core.errors import DomainError
from touchstone.projects.models import Project
from training.runs.models import Cycle, CycleState, RetrainPolicy, Run, StepState
from training.runs.services.cycles import cycle_start

POLL_S = 1.0
WAITS = (StepState.AWAITING_LABELS, StepState.AWAITING_DECISION)


class Command(BaseCommand):
    """Trigger a project's retrain policy and follow the cycle."""

    help = "Retrain a project now: freeze, SFT, reward model, PPO, gate, promotion, new tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the project, the policy and whether to wait."""
        parser.add_argument("project", help="the project's slug")
        parser.add_argument("--policy", help="the policy's name; by default the project's first")
        parser.add_argument("--no-wait", action="store_true", help="start it and return at once")

    def handle(self, *_: Any, project: str, policy: str | None, no_wait: bool, **__: Any) -> None:
        """Start a cycle; follow it until it ends or waits for people."""
        try:
            cycle = cycle_start(
                policy=self._policy(project, policy), by=None, reason="manage.py retrain"
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Cycle {cycle.number} ({cycle.public_id}) has begun.")
        if not no_wait:
            self._follow(cycle)

    def _policy(self, slug: str, name: str | None) -> RetrainPolicy:
        found = Project.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no project {slug!r}.")
        policies = RetrainPolicy.objects.filter(project=found).order_by("pk")
        if name is not None:
            policies = policies.filter(name=name)
        policy = policies.first()
        if policy is None and name is None:
            policy = RetrainPolicy.objects.create(project=found, name="By hand")
        if policy is None:
            raise CommandError(f"{slug} has no retrain policy {name!r}.")
        return policy

    def _follow(self, cycle: Cycle) -> None:
        with Live(self._table(cycle), refresh_per_second=2, transient=False) as live:
            while cycle.state == CycleState.RUNNING and not self._waits(cycle):
                time.sleep(POLL_S)
                cycle.refresh_from_db()
                live.update(self._table(cycle))
        if cycle.state == CycleState.FAILED:
            failed = cycle.steps.get(state=StepState.FAILED)
            raise CommandError(f"The step {failed.name} failed: {failed.error}")
        waits = "; it goes on when people have had their say" if self._waits(cycle) else ""
        self.stdout.write(f"The cycle is {cycle.state}{waits}.")

    def _waits(self, cycle: Cycle) -> bool:
        return cycle.steps.filter(state__in=WAITS).exists()

    def _table(self, cycle: Cycle) -> Table:
        table = Table("step", "state", "progress", title=f"Cycle {cycle.number}")
        for step in cycle.steps.order_by("index"):
            runs = Run.objects.filter(step_run__step=step).order_by("pk")
            done = ", ".join(f"{run.step}/{run.total_steps or '?'}" for run in runs)
            table.add_row(step.name, step.state.replace("_", " "), done)
        return table
