"""Fills an instance with the demo; again, it adds what is missing and changes nothing else."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from labeling.assignments.models import TaskKind
from labeling.datasets.imports.options import ImportOptions
from labeling.datasets.imports.readers import FileFormat, rows_count
from labeling.datasets.imports.services import import_create, import_run
from labeling.guidelines.services import guideline_publish
from labeling.prompts.models import Import, ImportState
from labeling.prompts.services import ReferenceUse
from touchstone.accounts.models import User
from touchstone.core.storage import file_sha256
from touchstone.projects.models import ApiKey, Project, Role, Scope
from touchstone.projects.services.api_key import api_key_create
from touchstone.projects.services.project import project_create
from training.rehearsal.campaign.world import simulated_project_create
from training.rehearsal.demo.people import PEOPLE, Credentials, members_ensure, person_ensure
from training.rehearsal.demo.quiz import quiz_pass_ensure
from training.rehearsal.journal import Journal
from training.rehearsal.sizes import DEMO

HERE = Path(__file__).parent
SLUG = "everyday-assistant"
SIMULATED_NAME = "Shop agent (simulated)"
SEED = 20_261
KEY_NAME = "Demo chatbot"


def demo_seed(*, credentials: Credentials, url: str, rehearsal: Path) -> dict[str, Any]:
    """Create the demo's people and projects, and write down how to get in.

    Args:
        credentials: Where logins are written down.
        url: Address of the web server.
        rehearsal: Folder of the rehearsal that will fill the second project.

    Returns:
        What was written down.
    """
    accounts = {one: person_ensure(one, credentials.password(one.email)) for one in PEOPLE}
    users = {person: user for person, (user, _) in accounts.items()}
    admin = users[PEOPLE[0]]
    project = project_for_people(admin)
    members_ensure(project, users)
    # Who tries the demo should be at work within a minute: whoever comes later takes the quiz.
    for user in users.values():
        quiz_pass_ensure(project, user)
    tasks_ensure(project, admin)
    # Simulated people label there; people look on.
    watching = {one: user for one, user in users.items() if one.role is not Role.LABELER}
    members_ensure(project_for_rehearsal(rehearsal), watching)
    content = {
        "url": url,
        "gateway_url": None,
        "users": [
            {"role": one.role.value, "email": one.email, "password": password, "name": one.name}
            for one, (_, password) in accounts.items()
        ],
        "project": project.slug,
        "api_key": _api_key(project, admin, credentials.content.get("api_key")),
    }
    credentials.write(content)
    return content


@transaction.atomic
def project_for_people(admin: User) -> Project:
    """Return the people's project with its guidelines published."""
    project = Project.objects.filter(slug=SLUG).first()
    if project is not None:
        return project
    project = project_create(
        by=admin,
        name="Everyday assistant",
        slug=SLUG,
        description="Answers to everyday requests: write ideal ones, rank the ones you are shown.",
        completions_per_task=5,
    )
    guideline_publish(
        project=project,
        by=admin,
        body_markdown=(HERE / "guideline.md").read_text(encoding="utf-8"),
        note="First release.",
        **json.loads((HERE / "guideline_parts.json").read_text(encoding="utf-8")),
    )
    return project


def tasks_ensure(project: Project, admin: User) -> None:
    """Import the hand-written prompts through the ordinary import, with the tasks they give."""
    _import_ensure(project, admin, "to_rank.jsonl", TaskKind.RANKING)
    _import_ensure(project, admin, "to_write.jsonl", TaskKind.DEMONSTRATION)


@transaction.atomic
def project_for_rehearsal(folder: Path) -> Project:
    """Return the simulated project, entered in the journal of the rehearsal that will fill it."""
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder / "journal.json")
    if "project" in journal:
        known = Project.objects.filter(public_id=journal["project"]).first()
        if known is not None:
            return known
    # A report of a project that is gone, with the database it was in, is no report of this one.
    (folder / "report.json").unlink(missing_ok=True)
    project = simulated_project_create(name=SIMULATED_NAME, size=DEMO, seed=0)
    journal.begin(project=str(project.public_id))
    return project


def _import_ensure(project: Project, admin: User, name: str, kind: TaskKind) -> None:
    path = HERE / name
    options = ImportOptions(
        file_format=FileFormat.JSONL,
        file_sha256=file_sha256(path),
        seed=SEED,
        references=ReferenceUse.DEMONSTRATIONS,
        make_tasks=(kind,),
    )
    same = Import.objects.filter(project=project, options=options.as_json())
    row = same.exclude(state=ImportState.FAILED).first()
    with path.open("rb") as file:
        total = rows_count(file, options.file_format)
    row = row or import_create(
        project=project, name=name, options=options, user=admin, rows_total=total
    )
    with path.open("rb") as file:
        import_run(row=row, file=file)


def _api_key(project: Project, admin: User, known: str | None) -> str:
    """The key that was written down; a new one where none was, or it was revoked."""
    live = ApiKey.objects.filter(project=project, name=KEY_NAME, revoked_at=None)
    if known is not None and live.exists():
        return known
    scopes = [Scope.FEEDBACK_WRITE, Scope.FEEDBACK_READ]
    _, secret = api_key_create(project=project, by=admin, name=KEY_NAME, scopes=scopes)
    return secret
