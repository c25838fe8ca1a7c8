"""``manage.py rehearse``: a whole campaign with simulated labelers, against a running instance."""

import logging
import sys
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from training.rehearsal.campaign.campaign import campaign_run
from training.rehearsal.campaign.context import Context, Options, RehearsalError, Stages
from training.rehearsal.client import ApiError
from training.rehearsal.display import StageDisplay, report_print
from training.rehearsal.folders import demo_rehearsal_folder, rehearsal_folder
from training.rehearsal.journal import Journal
from training.rehearsal.labelers import Control
from training.rehearsal.pictures import pictures_draw
from training.rehearsal.report import curves, report_build, report_write
from training.rehearsal.sizes import DEMO, SIZES


class Command(BaseCommand):
    help = (
        "Run a whole campaign without people: pretrain, label over HTTP, train, gate, evaluate. "
        "Needs the web server, a worker and a GPU worker: `make rehearse` brings them up. "
        "Exit status 1: something that it asserts did not come out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--size", choices=sorted(SIZES), default="full")
        control = parser.add_mutually_exclusive_group()
        control.add_argument(
            "--flip", action="store_true", help="rankings go by the opposite of the utility"
        )
        control.add_argument("--shuffle", action="store_true", help="rankings are random")
        parser.add_argument("--project", default="", help="the project's name")
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--out", type=Path, help="folder of the report; one that holds a journal is resumed"
        )
        where.add_argument(
            "--demo",
            action="store_true",
            help="fill the demo's second project, once: a killed one is resumed, a done one left",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        # A line per request of a dozen labelers would drown the stages.
        for chatty in ("httpx", "matplotlib"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        started_at, started = datetime.now(UTC), time.monotonic()
        wanted = _options(options, started_at)
        report_path = wanted.folder / "report.json"
        console = Console(highlight=False)
        if report_path.exists():
            console.print(f"Done before: {report_path}")
            return
        wanted.folder.mkdir(parents=True, exist_ok=True)
        console.print(f"Rehearsal `{wanted.name}` into {wanted.folder}")
        with StageDisplay(console) as display:
            context = Context(
                wanted, Stages(display), Journal(wanted.folder / "journal.json"), started=started
            )
            report = _rehearse(context, started_at.isoformat())
        report_write(report, wanted.folder)
        report_print(console, report)
        pictures = pictures_draw(report, curves(context), wanted.folder)
        drawn = ", ".join(path.name for path in pictures)
        console.print(f"\nReport: {report_path}")
        console.print(
            f"Pictures: {drawn}" if drawn else "No pictures: matplotlib is not installed."
        )
        # The demo shows what came out, a gate that refused included; only an experiment asserts.
        if not report["passed"] and not options["demo"]:
            sys.exit(1)


def _rehearse(context: Context, started_at: str) -> dict[str, Any]:
    try:
        outcome = campaign_run(context)
        with context.stages.stage("report"):
            return report_build(context, outcome, started_at=started_at)
    except (RehearsalError, ApiError) as error:
        raise CommandError(f"The rehearsal stopped. {error}") from error
    except httpx.TransportError as error:
        raise CommandError(
            f"The web server at {context.options.base_url} does not answer ({error}). "
            "`make rehearse` brings everything up that a rehearsal needs."
        ) from error


def _options(options: dict[str, Any], started_at: datetime) -> Options:
    control = Control.FLIP if options["flip"] else Control.TRUE
    control = Control.SHUFFLE if options["shuffle"] else control
    seed, size = options["seed"], DEMO if options["demo"] else SIZES[options["size"]]
    name = options["project"] or f"Rehearsal {size.name}, seed {seed}, {control.value} labels"
    environment = settings.ENVIRONMENT
    folder = options["out"] or rehearsal_folder(environment.var, started_at)
    if options["demo"]:
        folder = demo_rehearsal_folder(environment.instance_dir)
    return Options(
        seed=seed,
        size=size,
        control=control,
        name=name,
        folder=folder.resolve(),
        base_url=settings.PUBLIC_URL,
    )
