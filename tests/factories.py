"""Rows for tests, and the fixed cast: Alice owns the project (admin), Rita reviews, Bob and Dana
label, Charlie is an outsider who must see nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from labeling.prompts.models import (
    Completion,
    CompletionSource,
    Content,
    Prompt,
    PromptSource,
    Split,
)
from touchstone.accounts.models import User
from touchstone.core.ids import uuid7
from touchstone.projects.domain import KEY_PREFIX, key_prefix, token_sha256
from touchstone.projects.models import (
    ApiKey,
    Membership,
    Project,
    RatingSchema,
    Role,
    Scope,
)
from touchstone.registry.models import ModelKind, ModelRole, ModelVersion

PASSWORD = "correct horse battery staple"
_numbers = count(1)

FLAGS = [
    {"key": "fails_instruction", "label": "Fails instruction", "description": ""},
    {"key": "hallucination", "label": "Hallucination", "description": ""},
]
PROMPT_FIELDS = [{"key": "ambiguous", "label": "Ambiguous", "description": ""}]
SCALE = {"min": 1, "max": 7, "low_label": "useless", "high_label": "could not be better"}


@dataclass
class Cast:
    """The people every endpoint test is about."""

    project: Project
    alice: User
    rita: User
    bob: User
    dana: User
    charlie: User


def make_user(name: str = "", **fields: Any) -> User:
    """Create somebody with the password ``PASSWORD``."""
    name = name or f"Person {next(_numbers)}"
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return User.objects.create(email=email, password=_password_hash(), name=name, **fields)


@cache
def _password_hash() -> str:
    # A real hash takes a tenth of a second: one for everybody.
    return make_password(PASSWORD)


def make_project(slug: str = "", **fields: Any) -> Project:
    """Create a project with a small rating schema."""
    slug = slug or f"project-{next(_numbers)}"
    project = Project.objects.create(slug=slug, name=slug.replace("-", " ").title(), **fields)
    RatingSchema.objects.create(
        project=project, version=1, scale=SCALE, flags=FLAGS, prompt_fields=PROMPT_FIELDS
    )
    return project


def make_api_key(project: Project, *scopes: Scope, **fields: Any) -> tuple[ApiKey, str]:
    """Create an API key with these scopes (by default all); return it and its secret."""
    secret = f"{KEY_PREFIX}{uuid7().hex}{uuid7().hex}"
    key = ApiKey.objects.create(
        project=project,
        name="Chatbot",
        prefix=key_prefix(secret),
        secret_sha256=token_sha256(secret),
        scopes=list(scopes or Scope),
        **fields,
    )
    return key, secret


def make_model(project: Project, **fields: Any) -> ModelVersion:
    """Create a trained policy with the next number."""
    fields = {
        "role": ModelRole.POLICY,
        "kind": ModelKind.TRAINED,
        "name": "policy",
        "number": next(_numbers),
        "location": f"models/{uuid7()}",
        **fields,
    }
    return ModelVersion.objects.create(project=project, **fields)


def make_member(project: Project, user: User, role: Role = Role.LABELER) -> Membership:
    """Give ``user`` a role in ``project``."""
    return Membership.objects.create(project=project, user=user, role=role)


def make_cast(**project_fields: Any) -> Cast:
    """Create a project with its people, and Charlie, who belongs to another one."""
    project = make_project(**project_fields)
    alice, rita = make_user("Alice", is_staff=True), make_user("Rita")
    bob, dana, charlie = make_user("Bob"), make_user("Dana"), make_user("Charlie")
    make_member(project, alice, Role.ADMIN)
    make_member(project, rita, Role.REVIEWER)
    make_member(project, bob)
    make_member(project, dana)
    make_member(make_project(), charlie, Role.ADMIN)
    return Cast(project, alice, rita, bob, dana, charlie)


def make_content(project: Project, body: dict[str, Any]) -> Content:
    """Store a conversation or a text."""
    return Content.objects.create(
        project=project, body={"schema_version": 1, **body}, sha256=uuid7().hex * 2
    )


def make_prompt(project: Project, text: str = "", **fields: Any) -> Prompt:
    """Create a one-turn prompt of the train split."""
    text = text or f"Question {next(_numbers)}?"
    content = make_content(project, {"messages": [{"role": "user", "content": text}]})
    fields = {
        "split": Split.TRAIN,
        "source": PromptSource.IMPORT,
        "group_key": text,
        "sha256": uuid7().hex * 2,
        "prefix_sha256": uuid7().hex * 2,
        **fields,
    }
    return Prompt.objects.create(project=project, content=content, **fields)


def make_completion(prompt: Prompt, text: str = "", **fields: Any) -> Completion:
    """Create a completion of an outside model."""
    text = text or f"Answer {next(_numbers)}."
    fields = {"source": CompletionSource.REFERENCE, "sha256": uuid7().hex * 2, **fields}
    return Completion.objects.create(
        project=prompt.project,
        prompt=prompt,
        content=make_content(prompt.project, {"text": text}),
        **fields,
    )


def make_guideline(
    project: Project, by: User, acknowledged_by: Sequence[User] = (), **fields: Any
) -> GuidelineVersion:
    """Publish a release that some people have acknowledged."""
    fields = {"major": 1, "minor": 0, "body_markdown": "# Be fair", **fields}
    release = GuidelineVersion.objects.create(project=project, published_by=by, **fields)
    for user in acknowledged_by:
        Acknowledgment.objects.create(guideline=release, user=user)
    return release
