"""One of everything, for the access matrix: what the parameters of routes stand for.

A new kind of object needs one method, named like the route's parameter.
"""

from functools import cached_property
from typing import Any
from uuid import UUID

from labeling.guidelines.models import GuidelineVersion
from tests.clients import JsonClient
from tests.factories import make_api_key, make_member, make_model, make_user
from tests.labeling.work import Desk, make_ranking_task, make_workplace
from touchstone.projects.models import Membership, Role
from touchstone.projects.services import invitation_create


class World:
    """A project at work, and everybody who might knock on its door.

    Bob is the labeler whose own work the objects are; an ended admin is somebody who left.
    """

    def __init__(self) -> None:
        """Make the people; objects come when they are asked for."""
        self.cast = make_workplace()
        self.project = self.cast.project
        self.staff = make_user("Staff", is_staff=True)
        self.ended = make_user("Ended", is_staff=False)
        make_member(self.project, self.ended, Role.ADMIN)
        Membership.objects.filter(user=self.ended).update(is_active=False)
        self.key, self.secret = make_api_key(self.project)

    def client(self, actor: str) -> JsonClient:
        """Return the client of an actor; ``key`` sends its secret and no cookie."""
        if actor == "key":
            return JsonClient(headers={"Authorization": f"Bearer {self.secret}"})
        users = {
            "anonymous": None,
            "outsider": self.cast.charlie,
            "ended": self.ended,
            "staff": self.staff,
            "labeler": self.cast.bob,
            "other_labeler": self.cast.dana,
            "reviewer": self.cast.rita,
            "admin": self.cast.alice,
        }
        return JsonClient(users[actor])

    @property
    def project_id(self) -> UUID:
        """The project."""
        return self.project.public_id

    @property
    def member_id(self) -> UUID:
        """Dana's membership."""
        return Membership.objects.get(project=self.project, user=self.cast.dana).public_id

    @cached_property
    def _invitation(self) -> Any:
        return invitation_create(
            project=self.project, by=self.cast.alice, email="e@example.org", role=Role.LABELER
        )

    @property
    def invitation_id(self) -> UUID:
        """An open invitation."""
        return self._invitation[0].public_id

    @property
    def token(self) -> str:
        """Its link's token."""
        return self._invitation[1]

    @property
    def api_key_id(self) -> UUID:
        """The chatbot's key."""
        return self.key.public_id

    @cached_property
    def model_id(self) -> UUID:
        """A policy that does not serve."""
        return make_model(self.project).public_id

    @property
    def guideline_id(self) -> UUID:
        """The current release."""
        return GuidelineVersion.objects.get(project=self.project).public_id

    @cached_property
    def assignment_id(self) -> UUID:
        """A ranking that Bob has on his screen."""
        make_ranking_task(self.project)
        return UUID(Desk(self.cast.bob, self.project).claim()["id"])

    @cached_property
    def judgment_id(self) -> UUID:
        """A ranking that Bob has handed in."""
        make_ranking_task(self.project)
        return Desk(self.cast.bob, self.project).work().public_id

    @cached_property
    def eligibility_id(self) -> UUID:
        """What lets Bob rank."""
        eligibility = self.cast.bob.eligibilities.filter(project=self.project).first()
        assert eligibility is not None
        return eligibility.public_id

    @cached_property
    def event_id(self) -> UUID:
        """A thumb."""
        body = {"messages": [{"role": "user", "content": "Hi"}], "completion": "Ho", "rating": "up"}
        response = self.client("key").send("post", "/v1/feedback", body)
        assert response.status_code == 201, response.content
        return UUID(response.json()["id"])
