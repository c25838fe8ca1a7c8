"""The dataset card: ``README.md`` with the YAML head that ``datasets.load_dataset`` reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from django.db.models import Count, Q

from labeling.assignments.models import Judgment
from labeling.datasets.domain.schemas import SCHEMAS
from labeling.datasets.models import DatasetKind, DatasetVersion

_ABOUT = {
    DatasetKind.DEMONSTRATIONS: "A prompt and an ideal answer to it, written by a labeler or "
    "imported as such.",
    DatasetKind.RANKINGS: "A prompt with several completions and everybody's rankings of them: "
    "groups of completion ids, best first, ties together. One row is one prompt.",
    DatasetKind.PREFERENCE_PAIRS: "A chosen and a rejected completion of one prompt, derived from "
    "one labeler's ranking; tied pairs are left out, `margin` is the distance in ranks, `strength` "
    "what the labeler of a comparison said of the two (empty of others, and of an edit).",
    DatasetKind.UNPAIRED: "A prompt, an answer and a thumb of an end user who agreed that it is "
    "stored and trained on.",
    DatasetKind.PROMPTS: "Prompts alone.",
}
_BY_REVIEW = "Where a reviewer settled a task, their ranking stands in place of the labelers'. "
_REVIEWED: dict[tuple[str, str | None], str] = {
    (DatasetKind.RANKINGS, "review"): _BY_REVIEW,
    (DatasetKind.PREFERENCE_PAIRS, "review"): _BY_REVIEW,
    (DatasetKind.DEMONSTRATIONS, "approved"): "Demonstrations that were drawn for review are in it "
    "once a reviewer let them pass. ",
}
_TASKS = {
    DatasetKind.DEMONSTRATIONS: "text-generation",
    DatasetKind.PROMPTS: "text-generation",
}


@dataclass(frozen=True)
class CardFile:
    """Where one split of one config lies: a path or pattern below the folder."""

    config: str
    split: str
    path: str


@dataclass(frozen=True)
class _Source:
    judgments: int
    labelers: int
    guidelines: Sequence[str]


def dataset_card(
    version: DatasetVersion, files: Sequence[CardFile], layout: Sequence[str] | None = None
) -> str:
    """Return the card of a ready version whose files are laid out as ``files`` says.

    Args:
        version: A ready version.
        files: Where its splits lie.
        layout: What stands in the files, as the card's last section; absent: Parquet's columns.
    """
    closing = parquet_layout(version) if layout is None else layout
    return "\n".join([*_head(version, files), *_body(version), "", *closing, ""])


def parquet_layout(version: DatasetVersion) -> list[str]:
    """Return the section about the columns of the Parquet files."""
    columns = [
        f"| `{field.name}` | `{field.type}` |" for field in SCHEMAS[DatasetKind(version.kind)]
    ]
    return ["## Columns of the Parquet files", "", "| column | type |", "|---|---|", *columns]


def _head(version: DatasetVersion, files: Sequence[CardFile]) -> list[str]:
    lines = ["---", f"pretty_name: {_quoted(_title(version))}", "configs:"]
    for index, config in enumerate(dict.fromkeys(file.config for file in files)):
        lines.append(f"- config_name: {config}")
        lines += ["  default: true"] if index == 0 else []
        lines.append("  data_files:")
        for file in files:
            if file.config == config:
                lines += [f"  - split: {file.split}", f"    path: {_quoted(file.path)}"]
    task = _TASKS.get(DatasetKind(version.kind), "reinforcement-learning")
    return [*lines, f"task_categories:\n- {task}", "tags:\n- human-feedback", "---", ""]


def _body(version: DatasetVersion) -> list[str]:
    kind = DatasetKind(version.kind)
    source = _source(version)
    return [
        f"# {_title(version)}",
        "",
        _ABOUT[kind],
        "",
        *_facts(version, source),
        "",
        "## Splits",
        "",
        "Fixed when a prompt came in, by its author or end user, near-duplicates together, and "
        "binding for all datasets of the project: no prompt, and no `group_id`, stands in two. "
        "Do not train on `validation` or `test`.",
        "",
        "## What is in it and what is not",
        "",
        "Judgments that a later revision supersedes, judgments that were voided and judgments "
        "made for a promotion gate are left out; so is what was erased. "
        + _REVIEWED.get((version.kind, version.filters.get("settled")), "")
        + _REVIEWED.get((version.kind, version.filters.get("review")), "")
        + (
            "Surplus judgments, beyond a task's overlap, are included. "
            if version.filters.get("include_surplus")
            else "Surplus judgments, beyond a task's overlap, are left out. "
        )
        + (
            "**All work in it was done by simulated labelers.**"
            if version.project.is_simulated
            else "All work in it was done by people."
        ),
        "",
        "## Personal data",
        "",
        "Labelers appear by a pseudonymous id. Texts were written by people and may hold personal "
        "data. Whoever downloads a version is recorded, for erasure reaches copies too: pass "
        "requests on, and replace this copy by its successor when one is announced.",
    ]


def _facts(version: DatasetVersion, source: _Source) -> list[str]:
    rows: Mapping[str, int] = version.rows
    told = {
        "Project": version.project.name,
        "Version": f"{version.kind} {version.number}" + (f" ({version.name})" * bool(version.name)),
        "Frozen": version.frozen_at.isoformat() if version.frozen_at else "",
        "Rows": ", ".join(f"{split} {rows.get(split, 0)}" for split in sorted(rows)),
        "Judgments": f"{source.judgments} by {_counted(source.labelers, 'person', 'people')}",
        "Guidelines": ", ".join(source.guidelines) or "none recorded",
        "Filters": "; ".join(_filters(version)),
        "Manifest SHA-256": version.manifest_sha256,
    }
    return [f"- {name}: {value}" for name, value in told.items()]


def _filters(version: DatasetVersion) -> list[str]:
    """Return the choices that bear on this kind, in words; older versions know fewer of them."""
    kind, filters = DatasetKind(version.kind), version.filters
    if kind in (DatasetKind.UNPAIRED, DatasetKind.PROMPTS):
        return ["none"]
    said = []
    least = filters.get("min_agreement")
    if least is not None:
        said.append(f"tasks whose labelers agree on less than {least:.0%} left out of train")
    beyond = "included" if filters.get("include_surplus") else "left out"
    said.append(f"answers beyond the number that a task asked for {beyond}")
    if kind != DatasetKind.DEMONSTRATIONS:
        settled = filters.get("settled") == "review"
        return [*said, f"of settled tasks {'the review alone' if settled else 'all rankings'}"]
    held_back = "left out" if filters.get("review") == "approved" else "included"
    said.append(f"demonstrations that wait for a review, or were returned, {held_back}")
    edits = "included" if filters.get("include_edits") else "left out"
    return [*said, f"edits of the better of two {edits}"]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _source(version: DatasetVersion) -> _Source:
    judgments = Judgment.objects.filter(dataset_items__version=version)
    counts = judgments.aggregate(
        n=Count("pk", distinct=True), labelers=Count("user", distinct=True)
    )
    releases = (
        judgments.filter(~Q(guideline=None))
        .order_by("guideline__major", "guideline__minor")
        .values_list("guideline__major", "guideline__minor")
        .distinct()
    )
    guidelines = [f"{major}.{minor}" for major, minor in releases]
    return _Source(counts["n"], counts["labelers"], guidelines)


def _title(version: DatasetVersion) -> str:
    return f"{version.project.name}: {version.get_kind_display().lower()} {version.number}"


def _quoted(text: str) -> str:
    """A YAML string; every JSON string is one."""
    return orjson.dumps(text).decode()
