"""Helpers of the qualification's tests: banks, versions, and the way of one attempt."""

from typing import Any

from labeling.quality.models import AttemptItem, Qualification, QualificationItem
from labeling.quality.qualification.api.serializers import QualificationItemInput
from labeling.quality.qualification.domain.parts import DEFAULT_CUTOFFS, Part, PartKind
from labeling.quality.qualification.services.bank import items_add
from labeling.quality.qualification.services.publish import qualification_publish
from tests.clients import JsonClient
from tests.factories import Cast
from touchstone.accounts.models import User
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project

RANKING_GRANT = {"kind": "ranking", "language": "*", "expertise": "*"}
GROUPS = ("Religious groups", "Women")
SECRET = "SAID-BY-REVIEWERS"
"""Stands in every explanation and example: it must not be in a payload before the answer."""


def flagging_item(sensitive: bool = True, **fields: Any) -> dict[str, Any]:
    """Return an item to send: a text that reviewers flagged, or did not."""
    return {
        "part": "flagging",
        "text": f"A text {uuid7()}",
        "expected_flags": ["sensitive"] if sensitive else [],
        "explanation_markdown": SECRET,
        **fields,
    }


def ranking_item(best_first: list[list[int]] | None = None, **fields: Any) -> dict[str, Any]:
    """Return an item to send: three completions, ranked 0, 1, 2 by reviewers if not said."""
    return {
        "part": "ranking",
        "prompt": f"A question {uuid7()}?",
        "completions": ["first", "second", "third"],
        "expected_ranking": best_first or [[0], [1], [2]],
        "explanation_markdown": SECRET,
        **fields,
    }


def writing_item(**fields: Any) -> dict[str, Any]:
    """Return an item to send: a prompt, and how a reviewer would answer."""
    return {"part": "writing", "prompt": f"Explain {uuid7()}.", "example": SECRET, **fields}


def make_items(project: Project, by: User, *given: dict[str, Any]) -> list[QualificationItem]:
    """Add items as an import would."""
    checked = [QualificationItemInput(data=one) for one in given]
    for one in checked:
        one.is_valid(raise_exception=True)
    return items_add(project=project, by=by, given=[one.validated_data for one in checked])


def part(kind: PartKind, items: int = 1, **fields: Any) -> Part:
    """Return a part with InstructGPT's cut-off."""
    groups = GROUPS if kind is PartKind.SELF_ASSESSMENT else ()
    return Part(kind, items, fields.pop("cutoff", DEFAULT_CUTOFFS[kind]), groups=groups, **fields)


def make_qualification(cast: Cast, *parts: Part, **fields: Any) -> Qualification:
    """Publish a version that grants ranking: by default with all four parts, one item each."""
    fields = {"grants": [RANKING_GRANT], "wait_days": 0, **fields}
    return qualification_publish(
        project=cast.project,
        by=cast.alice,
        parts=parts or tuple(part(kind) for kind in PartKind),
        **fields,
    )


def make_screening(cast: Cast, **fields: Any) -> Qualification:
    """Fill the banks with one item of each part, and publish a version with all four."""
    make_items(cast.project, cast.alice, flagging_item(), ranking_item(), writing_item())
    return make_qualification(cast, **fields)


class Candidate:
    """Somebody at their qualification, over HTTP."""

    def __init__(self, user: User, project: Project) -> None:
        """Log ``user`` in."""
        self.client = JsonClient(user)
        self.base = f"/api/projects/{project.public_id}"

    def standing(self) -> Any:
        """Return the body of the page."""
        return self.client.get(f"{self.base}/qualification").json()

    def start(self) -> Any:
        """Start or go on; return the response."""
        return self.client.send("post", f"{self.base}/qualification/attempts")

    def save(self, attempt: dict[str, Any], index: int, answer: Any, revision: int = 0) -> Any:
        """Keep an answer; return the response."""
        path = f"/api/qualification-attempts/{attempt['id']}/answers/{index}"
        return self.client.send("put", path, {"revision": revision, "answer": answer})

    def submit(self, attempt: dict[str, Any]) -> Any:
        """Hand the attempt in; return the response."""
        return self.client.send("post", f"/api/qualification-attempts/{attempt['id']}/submit")

    def take(self, right: bool = True, text: str = "A good answer.") -> Any:
        """Start, answer everything as reviewers did (or not), hand in; return the body."""
        response = self.start()
        assert response.status_code in (200, 201), response.content
        attempt = response.json()
        for item in attempt["items"]:
            saved = self.save(attempt, item["index"], answer_to(attempt, item, right, text))
            assert saved.status_code == 200, saved.content
        response = self.submit(attempt)
        assert response.status_code == 200, response.content
        return response.json()


def answer_to(
    attempt: dict[str, Any], item: dict[str, Any], right: bool = True, text: str = "A good answer."
) -> dict[str, Any]:
    """Return the answer that reviewers would give, or the opposite."""
    if item["part"] == "self_assessment":
        return {"levels": dict.fromkeys(item["shown"]["groups"], 4)}
    if item["part"] == "writing":
        return {"text": text}
    row = AttemptItem.objects.get(attempt__public_id=attempt["id"], index=item["index"])
    assert row.item is not None
    if item["part"] == "flagging":
        return {"flags": row.item.expected["flags"] if right else _other(row.item)}
    groups = [
        ["ABC"[row.order.index(at)] for at in group] for group in row.item.expected["ranking"]
    ]
    return {"ranking": groups if right else groups[::-1]}


def _other(item: QualificationItem) -> list[str]:
    return [] if item.expected["flags"] else ["sensitive"]
