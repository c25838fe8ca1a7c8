"""``prompt_intake``: the only door through which prompts enter, a batch at a time.

It fixes the split, finds duplicates, keeps the cap per author, and stores what came with a prompt.
A batch is one transaction under the project's intake lock, so two imports at once cannot take the
same prompt twice, put one author on two sides, or overrun a cap. Taking the same rows again adds
nothing but what is new about them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import Count

from labeling.prompts.domain.canonical import (
    canonical_json,
    conversation_body,
    conversation_sha256,
    sha256_of,
)
from labeling.prompts.domain.duplicates import (
    neighbour_hashes,
    neighbour_lengths,
    prefix_hash,
)
from labeling.prompts.domain.personal_data import personal_data
from labeling.prompts.domain.rows import PromptRow, RowError
from labeling.prompts.domain.splits import SplitBook, SplitConflictError
from labeling.prompts.models import Completion, Content, Import, Prompt, PromptSource
from labeling.prompts.services.completions import ReferenceUse, completions_store
from touchstone.accounts.models import User
from touchstone.core.copying import rows_copy
from touchstone.core.ids import uuid7
from touchstone.projects.models import Project

_INTAKE_LOCK = 0x70726F6D  # "prom": first key of the advisory locks of intake


@dataclass(frozen=True)
class Refusal:
    """A row that was well-formed and still not taken."""

    row: int
    code: str
    message: str


@dataclass(frozen=True)
class Intake:
    """What became of a batch.

    Attributes:
        prompts: For each row its prompt, new or known; ``None`` where it was refused.
        completions: For each row the stored completions, in the row's order.
        created: How many prompts are new.
        duplicates: How many rows were known already, or stood in the batch before.
        refusals: The rows not taken.
    """

    prompts: list[Prompt | None]
    completions: list[list[Completion]]
    created: int
    duplicates: int
    refusals: list[Refusal]


@dataclass
class _Ledger:
    """What is known before and during a batch."""

    known: dict[str, Prompt]
    near: dict[str, UUID]
    book: SplitBook
    counts: dict[str, int]
    cap: int
    fresh: list[Prompt] = field(default_factory=list)


@transaction.atomic
def prompt_intake(
    *,
    project: Project,
    rows: Sequence[PromptRow],
    source: PromptSource,
    source_import: Import | None = None,
    author: User | None = None,
    references: ReferenceUse = ReferenceUse.REFERENCES,
) -> Intake:
    """Take a batch of rows into a project, with their completions and references.

    Args:
        project: Where they go.
        rows: Checked rows; a row's ``author`` names a person outside, by any stable text.
        source: Who wrote the prompts.
        source_import: The import they come from.
        author: The labeler who wrote them all, instead of the rows' authors.
        references: What reference answers are taken as.
    """
    _lock(project)
    keys = [conversation_sha256(row.messages) for row in rows]
    groups = [_group(project, row, author) for row in rows]
    ledger = _ledger(project, keys, groups, rows)
    prompts: list[Prompt | None] = []
    refusals: list[Refusal] = []
    for index, row in enumerate(rows):
        try:
            prompt = ledger.known.get(keys[index]) or _take(
                ledger, project, row, keys[index], groups[index]
            )
            prompts.append(prompt)
        except RowError as error:
            prompts.append(None)
            refusals.append(Refusal(index, error.code, error.message))
    _store(ledger.fresh, source=source, source_import=source_import, author=author)
    taken = completions_store(
        project=project,
        rows=[(prompt, row) for prompt, row in zip(prompts, rows, strict=True) if prompt],
        references=references,
        source_import=source_import,
    )
    stored = iter(taken)
    completions = [next(stored) if prompt else [] for prompt in prompts]
    created = len(ledger.fresh)
    duplicates = len(rows) - created - len(refusals)
    return Intake(prompts, completions, created, duplicates, refusals)


def _lock(project: Project) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_INTAKE_LOCK, project.pk])


def _group(project: Project, row: PromptRow, author: User | None) -> str | None:
    """The author's group; a name from outside is hashed, for it may be an address."""
    if author is not None:
        return f"labeler:{author.public_id}"
    if row.author:
        return f"author:{sha256_of(f'{project.public_id}:{row.author}')}"
    return None


def _ledger(
    project: Project, keys: Iterable[str], groups: Iterable[str | None], rows: Iterable[PromptRow]
) -> _Ledger:
    mine = Prompt.objects.filter(project=project)
    known = {p.sha256: p for p in mine.filter(sha256__in=set(keys)).select_related("content")}
    by_group = (
        mine.filter(group_key__in={g for g in groups if g})
        .values("group_key", "split")
        .annotate(n=Count("id"))
    )
    splits, counts = {}, {}
    for found in by_group:
        splits[found["group_key"]] = found["split"]
        counts[found["group_key"]] = found["n"]
    wanted = {key for row in rows for key in neighbour_hashes(row.messages)}
    # The oldest of each prefix is named last, and stays.
    near = list(
        mine.filter(prefix_sha256__in=wanted)
        .order_by("-id")
        .values_list("prefix_sha256", "split", "group_key", "public_id")
    )
    bound = {prefix: (split, group) for prefix, split, group, _ in near}
    book = SplitBook(seed=str(project.public_id), groups=splits, near=bound)
    names = {prefix: public_id for prefix, _, _, public_id in near}
    return _Ledger(known, names, book, counts, project.prompt_cap_per_author)


def _take(
    ledger: _Ledger, project: Project, row: PromptRow, key: str, author_group: str | None
) -> Prompt:
    """Return a new, unsaved prompt and enter it into the ledger."""
    if author_group and ledger.cap and ledger.counts.get(author_group, 0) >= ledger.cap:
        raise RowError(
            "author_cap",
            f"its author already has {ledger.cap} prompts here, the project's cap per author",
        )
    try:
        split, group = ledger.book.place(
            author_group=author_group,
            prefix=prefix_hash(row.messages),
            neighbours=neighbour_hashes(row.messages),
        )
    except SplitConflictError as error:
        raise RowError(
            "split_conflict",
            "its author and its near-duplicates stand in different splits: it would leak",
        ) from error
    prefix = prefix_hash(row.messages)
    prompt = Prompt(
        public_id=_public_id(project, key),
        project=project,
        sha256=key,
        prefix_sha256=prefix,
        external_id=row.external_id,
        group_key=group,
        split=split,
        use_case=row.use_case,
        language=row.language,
        sensitive=row.sensitive,
        expertise=list(row.expertise),
        reference_documents=list(row.reference_documents),
        findings=_findings(ledger, row),
        content=_content(project, row),
    )
    ledger.known[key] = prompt
    ledger.near.setdefault(prefix, prompt.public_id)
    ledger.fresh.append(prompt)
    ledger.counts[group] = ledger.counts.get(group, 0) + 1
    return prompt


def _public_id(project: Project, key: str) -> UUID:
    """A new id; in a simulated project the same for the same prompt.

    What a model samples hangs on the prompt's id, and a rehearsal has to repeat.
    """
    return uuid5(project.public_id, key) if project.is_simulated else uuid7()


def _findings(ledger: _Ledger, row: PromptRow) -> list[dict[str, Any]]:
    """What is noticed, as places and names: the text itself stands in the content alone."""
    said = {"invented": True} if row.invented else {}
    personal: list[dict[str, Any]] = [
        {"kind": found.kind.value, "turn": turn, "start": found.start, "end": found.end, **said}
        for turn, message in enumerate(row.messages)
        for found in personal_data(message["content"])
    ]
    lengths = neighbour_lengths(row.messages)
    near = {ledger.near[key]: length for key, length in lengths.items() if key in ledger.near}
    return personal + [
        {"kind": "near_duplicate", "prompt": str(public_id), "characters": length}
        for public_id, length in near.items()
    ]


def _content(project: Project, row: PromptRow) -> Content:
    body = conversation_body(row.messages)
    if row.few_shot is not None:
        body["few_shot"] = dict(row.few_shot)
    return Content(project=project, body=body, sha256=sha256_of(canonical_json(body)))


def _store(
    prompts: list[Prompt],
    *,
    source: PromptSource,
    source_import: Import | None,
    author: User | None,
) -> None:
    rows_copy([prompt.content for prompt in prompts])
    for prompt in prompts:
        prompt.content_id = prompt.content.pk
        prompt.source = source
        prompt.source_import = source_import
        prompt.author = author
    rows_copy(prompts)
