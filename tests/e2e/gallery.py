"""A project with something on every screen, for the tests that look at all of them.

It is the access matrix's world, and what only shows where there is more than one of a thing.
"""

from typing import Any
from uuid import UUID, uuid4

from labeling.assignments.domain.conversations import DemonstrationMode
from labeling.assignments.models import LabelingTask, PromptForm, TaskKind
from labeling.assignments.services.brief import prompt_brief_create
from labeling.assignments.tasks import pair_outcomes_fold_task
from labeling.guidelines.models import Acknowledgment, GuidelineVersion
from labeling.prompts.models import Prompt, PromptSource, Split
from tests.clients import JsonClient
from tests.factories import make_content, make_guideline, make_member, make_user
from tests.labeling.quality.test_settle import settle
from tests.labeling.work import (
    Desk,
    by_completion,
    make_demonstration_task,
    make_eligible,
    make_ranking_task,
    ranking_answer,
)
from tests.touchstone.api.world import World
from touchstone.accounts.models import User

LONG = """## What to do

1. **Claim** a row with a lease.
2. Work outside of the transaction.

```sql
UPDATE job SET leased_until = now() + interval '1 minute' WHERE id = 7 RETURNING id;
```

| what | how long it may take at most |
|---|---:|
| a claim | 5 ms |

The odds are $p = \\frac{1}{1 + e^{-x}}$. [The manual](https://example.org/manual) has more.
"""
DOCUMENT = {"title": "Terms of sale", "text": "Returns within **30 days**."}
QUIZ = {
    "pass_mark": 1,
    "questions": [
        {
            "text_markdown": "When do two answers tie?",
            "options": [
                {"text_markdown": "Where you would toss a coin", "right": True},
                {"text_markdown": "Where both are long", "right": False},
            ],
            "explanation_markdown": "Length is no reason.",
        }
    ],
}
EXAMPLES = [{"title": "Three rivers", "body_markdown": "`Seine`", "verdict": "bad", "flag": None}]
GLOSSARY = [{"term": "tie", "definition_markdown": "Two answers that share a place."}]


class Gallery(World):
    """A world in which every list has a row and every kind of work is on somebody's screen."""

    def __init__(self) -> None:
        """Hang everything up."""
        super().__init__()
        self.nina = make_user("Nina")
        make_member(self.project, self.nina)
        known = GuidelineVersion.objects.get(project=self.project)
        Acknowledgment.objects.create(guideline=known, user=self.nina)
        make_eligible(self.project, self.nina)
        self._rows()
        self.disputed_id = self._disputed()
        self.contested_id = self._demonstrations()
        # Last, for whoever asks for work gets back what they hold.
        self.held = self._held()
        self._release()

    def _held(self) -> dict[str, str]:
        """One assignment of each kind, on the screen of whoever it names."""
        bob, dana, alice = (
            Desk(user, self.project) for user in (self.cast.bob, self.cast.dana, self.cast.alice)
        )
        make_ranking_task(self.project, self._prompt(LONG), size=2, kind=TaskKind.COMPARISON)
        held = {"comparison": self._opened(bob, "comparison")}
        make_demonstration_task(self.project, self._prompt(LONG, reference_documents=[DOCUMENT]))
        held["demonstration"] = self._opened(bob, "demonstration")
        make_demonstration_task(
            self.project, self._prompt("Hi", "Hello", "And?"), mode=DemonstrationMode.BOTH_SIDES
        )
        held["turns"] = self._opened(dana, "demonstration")
        for form, desk in zip(PromptForm, (bob, dana, alice), strict=True):
            prompt_brief_create(
                project=self.project,
                by=self.cast.alice,
                form=form,
                count=1,
                instructions="Somebody who sells shoes.",
            )
            held[form] = self._opened(desk, "prompt")
        return held

    def _opened(self, desk: Desk, kind: str) -> str:
        """What was not on a screen before a major release is lost to it."""
        assignment = desk.claim(kinds=[kind])
        assert desk.post(assignment, "open").status_code == 200
        return str(assignment["id"])

    def _prompt(self, *turns: str, **fields: Any) -> Prompt:
        """A conversation that begins and ends with the user."""
        messages = [
            {"role": ("user", "assistant")[index % 2], "content": text}
            for index, text in enumerate(turns)
        ]
        return Prompt.objects.create(
            project=self.project,
            content=make_content(self.project, {"messages": messages}),
            split=Split.TRAIN,
            source=PromptSource.IMPORT,
            group_key=uuid4().hex,
            sha256=uuid4().hex * 2,
            prefix_sha256=uuid4().hex * 2,
            **fields,
        )

    def _disputed(self) -> UUID:
        """Two tasks that Dana and Nina rank the other way round; the second one is settled."""
        ids = []
        for _ in range(2):
            ids.append(make_ranking_task(self.project, overlap=2))
            for user, order in (self.cast.dana, [0, 1, 2]), (self.nina, [2, 1, 0]):
                desk = Desk(user, self.project)
                assignment = desk.claim(kinds=["ranking"])
                answer = ranking_answer(by_completion(assignment, order), notes="Hard to tell.")
                answer["ratings"]["A"] = {"overall": order[0] + 1, "flags": ["hallucination"]}
                assert desk.submit(assignment, answer).status_code == 201
        pair_outcomes_fold_task()
        settle(self.cast.rita, ids[1])
        return LabelingTask.objects.get(pk=ids[0]).public_id

    def _demonstrations(self) -> UUID:
        """Bob's first is returned to him, his second waits."""
        desk, rita = Desk(self.cast.bob, self.project), JsonClient(self.cast.rita)
        written = []
        for text in "Too little.", LONG:
            make_demonstration_task(self.project)
            written.append(desk.work({"text": text}, kinds=["demonstration"]))
        path = f"/api/demonstrations/{written[0].public_id}/decide"
        body = {"verdict": "returned", "reason": "Name a source."}
        assert rita.send("post", path, body).status_code == 200
        return written[0].public_id

    def _rows(self) -> None:
        """What the world makes when it is asked for, and a question that is answered."""
        names = (
            "token api_key_id model_id demonstration_id void_id gold_item_id import_id dataset_id "
            "run_id cycle_id event_id attempt_id item_id answer_id question_id"
        )
        for name in names.split():
            getattr(self, name)
        body = {"answer_markdown": "They **may**."}
        path = f"/api/questions/{self.question_id}/answers"
        assert JsonClient(self.cast.rita).send("post", path, body).status_code == 201
        del self.question_id
        assert self.question_id

    def _release(self) -> None:
        """A major release: Bob has passed its quiz, Nina has read it, Dana has not seen it."""
        release = make_guideline(
            self.project,
            self.cast.alice,
            [self.cast.bob, self.cast.rita, self.cast.alice, self.nina],
            major=2,
            body_markdown="# Be fair\n\n## Ties\n\nA tie is a coin tossed.\n",
            examples=EXAMPLES,
            glossary=GLOSSARY,
            quiz=QUIZ,
        )
        bob = JsonClient(self.cast.bob)
        path = f"/api/guidelines/{release.public_id}/quiz-tries"
        tried = bob.send("post", path).json()
        right = tried["questions"][0]["options"].index("Where you would toss a coin")
        done = bob.send("post", f"/api/quiz-tries/{tried['id']}/answers", {"answers": [[right]]})
        assert done.json()["passed"]

    def user(self, name: str) -> User | None:
        """Return somebody by first name; ``None`` for nobody."""
        found: User | None = getattr(self.cast, name, None)
        return self.nina if name == "nina" else found

    def address(self, path: str) -> str:
        """Return a path with the names in braces filled in: ``{task_id}``, ``{held[turns]}``."""
        return path.format_map(_Ids(self))


class _Ids(dict[str, Any]):
    """Attributes by name, as ``str.format_map`` asks for them."""

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery

    def __missing__(self, name: str) -> Any:
        return getattr(self._gallery, name)
