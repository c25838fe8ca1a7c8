"""One of everything, for the access matrix: what the parameters of routes stand for.

A new kind of object needs one attribute, named like the route's parameter.
"""

from functools import cached_property
from uuid import UUID, uuid4

from django.utils import timezone

from labeling.assignments.domain.answers import RankingAnswer
from labeling.assignments.models import LabelingTask, PromptForm, VoidCause
from labeling.assignments.services.brief import prompt_brief_create
from labeling.assignments.services.judgments import Submission
from labeling.datasets.models import DatasetKind
from labeling.datasets.services import dataset_version_create
from labeling.guidelines.models import GuidelineVersion
from labeling.guidelines.services import question_ask, quiz_try_begin
from labeling.prompts.models import Import
from labeling.quality.models import AttemptAnswer
from labeling.quality.qualification.domain.parts import PartKind
from labeling.quality.selectors.voids import VoidCriteria
from labeling.quality.services.gold import gold_item_create
from labeling.quality.services.settle import task_settle
from labeling.quality.services.voids import void_order_create
from tests.clients import JsonClient
from tests.factories import make_api_key, make_guideline, make_member, make_model, make_user
from tests.labeling.screening import Candidate, make_items, make_screening, writing_item
from tests.labeling.work import Desk, make_demonstration_task, make_ranking_task, make_workplace
from touchstone.projects.access import access_project
from touchstone.projects.models import Invitation, Membership, Role
from touchstone.projects.services import invitation_create
from training.runs.models import Cycle, CycleStep, Gate, Recipe, RetrainPolicy, Run, StepName


class World:
    """A project at work, and everybody who might knock on its door.

    ``judgment_id`` and ``assignment_id`` are Bob's: a ranking that he has handed in, and one that
    he has on his screen. An ended admin is somebody who left.
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
        self._clients: dict[str, JsonClient] = {}
        bob = Desk(self.cast.bob, self.project)
        make_ranking_task(self.project)
        self.judgment_id = bob.work().public_id
        make_ranking_task(self.project)
        self.assignment_id = UUID(bob.claim()["id"])

    def client(self, actor: str) -> JsonClient:
        """Return the client of an actor; ``key`` sends its secret and no cookie."""
        if actor not in self._clients:
            self._clients[actor] = self._client(actor)
        return self._clients[actor]

    def _client(self, actor: str) -> JsonClient:
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
    def _invitation(self) -> tuple[Invitation, str]:
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
        return GuidelineVersion.objects.get(project=self.project, minor=0).public_id

    @cached_property
    def question_id(self) -> UUID:
        """What Bob asked."""
        question = question_ask(
            access=access_project(self.cast.bob, self.project.public_id),
            submission_id=uuid4(),
            text="May two answers share a place?",
        )
        return question.public_id

    @cached_property
    def quiz_try_id(self) -> UUID:
        """Bob's try of a quiz."""
        option = {"text_markdown": "Yes", "right": True}
        question = {"text_markdown": "?", "options": [option] * 2, "explanation_markdown": ""}
        quiz = {"pass_mark": 1, "questions": [question]}
        release = make_guideline(self.project, self.cast.alice, minor=1, quiz=quiz)
        return quiz_try_begin(guideline=release, user=self.cast.bob).public_id

    @cached_property
    def eligibility_id(self) -> UUID:
        """What lets Bob rank."""
        eligibility = self.cast.bob.eligibilities.filter(project=self.project).first()
        assert eligibility is not None
        return eligibility.public_id

    @property
    def task_id(self) -> UUID:
        """The task that Bob has judged."""
        return self._task.public_id

    @property
    def _task(self) -> LabelingTask:
        return LabelingTask.objects.get(judgments__public_id=self.judgment_id)

    @cached_property
    def demonstration_id(self) -> UUID:
        """What Dana wrote."""
        make_demonstration_task(self.project)
        dana = Desk(self.cast.dana, self.project)
        return dana.work({"text": "So."}, kinds=["demonstration"]).public_id

    @property
    def person_id(self) -> UUID:
        """Bob."""
        return self.cast.bob.public_id

    @cached_property
    def void_id(self) -> UUID:
        """An order to take Bob's work out."""
        criteria = VoidCriteria(VoidCause.VOID, user=self.cast.bob)
        return void_order_create(
            project=self.project, by=self.cast.rita, criteria=criteria, reason="Careless."
        ).public_id

    @cached_property
    def gold_item_id(self) -> UUID:
        """The task, settled and made gold."""
        answer = RankingAnswer((("A",), ("B",), ("C",)), ratings={}, notes="Because.")
        submission = Submission(uuid4(), answer, 1, 1, timezone.now(), "", {})
        task_settle(task=self._task, by=self.cast.rita, submission=submission)
        return gold_item_create(task=self._task, by=self.cast.rita).public_id

    @cached_property
    def brief_id(self) -> UUID:
        """An order for a prompt."""
        return prompt_brief_create(
            project=self.project, by=self.cast.alice, form=PromptForm.PLAIN, count=1
        ).public_id

    @cached_property
    def import_id(self) -> UUID:
        """A file that Alice brought in."""
        return Import.objects.create(project=self.project, name="prompts.jsonl").public_id

    @cached_property
    def dataset_id(self) -> UUID:
        """A dataset version that is being built."""
        return dataset_version_create(
            project=self.project, kind=DatasetKind.RANKINGS, user=self.cast.alice
        ).public_id

    @cached_property
    def run_id(self) -> UUID:
        """A run that waits for a worker."""
        return Run.objects.create(project=self.project, recipe=Recipe.SFT, config={}).public_id

    @cached_property
    def _policy(self) -> RetrainPolicy:
        return RetrainPolicy.objects.create(project=self.project, name="weekly")

    @property
    def policy_id(self) -> UUID:
        """A retrain policy."""
        return self._policy.public_id

    @cached_property
    def cycle_id(self) -> UUID:
        """A cycle at its gate."""
        base, candidate = make_model(self.project), make_model(self.project)
        cycle = Cycle.objects.create(
            project=self.project, policy=self._policy, number=1, reason="by hand", base_model=base
        )
        step = CycleStep.objects.create(cycle=cycle, name=StepName.GATE, index=4)
        Gate.objects.create(
            project=self.project,
            step=step,
            candidate=candidate,
            serving=base,
            n_declared=10,
            rules={},
        )
        return cycle.public_id

    @cached_property
    def event_id(self) -> UUID:
        """A thumb."""
        body = {"messages": [{"role": "user", "content": "Hi"}], "completion": "Ho", "rating": "up"}
        response = self.client("key").send("post", "/v1/feedback", body)
        assert response.status_code == 201, response.content
        return UUID(response.json()["id"])

    @cached_property
    def attempt_id(self) -> UUID:
        """Bob's open attempt; Dana has handed one in."""
        make_screening(self.cast)
        Candidate(self.cast.dana, self.project).take()
        return UUID(Candidate(self.cast.bob, self.project).start().json()["id"])

    @property
    def index(self) -> int:
        """Its first item."""
        return 0

    @cached_property
    def item_id(self) -> UUID:
        """A practice item."""
        [item] = make_items(self.project, self.cast.alice, writing_item(use="practice"))
        return item.public_id

    @property
    def answer_id(self) -> UUID:
        """Dana's demonstration, which waits for scores."""
        assert self.attempt_id
        waiting = AttemptAnswer.objects.filter(attempt_item__part=PartKind.WRITING)
        return waiting.get(attempt_item__attempt__user=self.cast.dana).public_id
