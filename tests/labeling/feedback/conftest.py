"""A chatbot with a key."""

from typing import Any

import pytest

from tests.clients import JsonClient
from tests.factories import make_project
from touchstone.projects.models import Project, Scope
from touchstone.projects.services import api_key_create


class Bot(JsonClient):
    """A client that sends its key, and an idempotency key where it is told one."""

    def __init__(self, project: Project, scopes: list[Scope] | None = None) -> None:
        self.project = project
        self.key, self.secret = api_key_create(
            project=project, by=None, name="bot", scopes=list(Scope) if scopes is None else scopes
        )
        super().__init__(headers={"authorization": f"Bearer {self.secret}"})

    def thumb(self, body: Any, key: str | None = None) -> Any:
        headers = {"idempotency-key": key} if key is not None else {}
        return self.send("post", "/v1/feedback", body, headers=headers)


@pytest.fixture
def bot(db: None) -> Bot:
    return Bot(make_project())


@pytest.fixture
def stranger(db: None) -> Bot:
    """The bot of another project."""
    return Bot(make_project())
