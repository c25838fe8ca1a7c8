"""Reading prompts and imports."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Max, QuerySet

from labeling.prompts.domain.canonical import Message, conversation_sha256
from labeling.prompts.domain.duplicates import neighbour_lengths
from labeling.prompts.domain.personal_data import WHY, personal_data
from labeling.prompts.models import Import, ImportRejection, Prompt
from touchstone.accounts.models import User
from touchstone.projects.models import Project

REJECTIONS_SHOWN = 200
NEAR_SHOWN = 20


def prompts_listed(project: Project) -> QuerySet[Prompt]:
    """Return a project's prompts with their text and how many completions each has."""
    prompts = Prompt.objects.filter(project=project).select_related("content")
    return prompts.annotate(completion_count=Count("completions"))


def imports_listed(project: Project) -> QuerySet[Import]:
    """Return a project's imports."""
    return Import.objects.filter(project=project)


def import_rejections(source: Import) -> QuerySet[ImportRejection]:
    """Return the first rejected rows of an import, by line."""
    return source.rejections.order_by("line")[:REJECTIONS_SHOWN]


class Likeness(models.TextChoices):
    """How a prompt is like another."""

    SAME = "same"
    """The same words."""
    NEAR = "near"
    """The same beginning, two thirds of it or more."""


@dataclass(frozen=True)
class Like:
    """A stored prompt that a new one is like."""

    kind: Likeness
    characters: int
    yours: bool


@dataclass(frozen=True)
class Noticed:
    """A place that looks like personal data."""

    kind: str
    excerpt: str
    why: str


@dataclass(frozen=True)
class PromptCheck:
    """What intake would notice in a prompt, and whether it would take it."""

    likenesses: list[Like]
    personal_data: list[Noticed]
    refused: str | None
    remaining: int | None


def prompt_check(*, project: Project, user: User, messages: Sequence[Message]) -> PromptCheck:
    """Return what intake would say of a prompt of ``user``'s (three queries, by index)."""
    text = messages[-1]["content"]
    mine = Prompt.objects.filter(project=project)
    own = mine.filter(group_key=f"labeler:{user.public_id}")
    written = own.aggregate(count=Count("id"), split=Max("split"))
    cap = project.prompt_cap_per_author
    remaining = max(cap - written["count"], 0) if cap else None
    likenesses, splits = _likenesses(mine, user, messages) if text.strip() else ([], set())
    refused = None
    if any(like.kind == Likeness.SAME for like in likenesses):
        refused = "prompt_duplicate"
    elif remaining == 0:
        refused = "author_cap"
    elif len(splits | ({written["split"]} - {None})) > 1:
        refused = "split_conflict"
    return PromptCheck(likenesses, _noticed(text), refused, remaining)


def _likenesses(
    prompts: QuerySet[Prompt], user: User, messages: Sequence[Message]
) -> tuple[list[Like], set[str]]:
    """What is alike, and in which splits the near ones stand."""
    length = len(messages[-1]["content"])
    key = conversation_sha256(messages)
    same = prompts.filter(sha256=key).values_list("author_id", flat=True)
    found = [Like(Likeness.SAME, length, author == user.pk) for author in same]
    lengths = neighbour_lengths(messages)
    near = list(
        prompts.filter(prefix_sha256__in=list(lengths))
        .exclude(sha256=key)
        .order_by("id")
        .values_list("prefix_sha256", "author_id", "split")[:NEAR_SHOWN]
    )
    found += [Like(Likeness.NEAR, lengths[prefix], author == user.pk) for prefix, author, _ in near]
    return found, {split for _, _, split in near}


def _noticed(text: str) -> list[Noticed]:
    return [
        Noticed(one.kind.value, text[one.start : one.end], WHY[one.kind])
        for one in personal_data(text)
    ]
