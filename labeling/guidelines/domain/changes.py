"""What changed between two releases: the text, the examples, the glossary."""

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.guidelines.domain.align import Budget
from labeling.guidelines.domain.content import Example, Term
from labeling.guidelines.domain.diff import Block, diff_paragraphs, paragraphs


@dataclass(frozen=True)
class Parts:
    """What a release tells its readers."""

    body_markdown: str = ""
    examples: Sequence[Example] = ()
    glossary: Sequence[Term] = ()


@dataclass(frozen=True)
class Changes:
    """What became of each part."""

    body: list[Block]
    examples: list[Block]
    glossary: list[Block]


def changes(before: Parts, after: Parts) -> Changes:
    """Return what changed; the parts share one budget of time, the text first."""
    budget = Budget()
    return Changes(
        body=diff_paragraphs(
            paragraphs(before.body_markdown), paragraphs(after.body_markdown), budget
        ),
        examples=diff_paragraphs(_examples(before), _examples(after), budget),
        glossary=diff_paragraphs(_glossary(before), _glossary(after), budget),
    )


def _examples(parts: Parts) -> list[str]:
    found: list[str] = []
    for example in parts.examples:
        verdict = {"good": " (good)", "bad": " (bad)", "none": ""}[example["verdict"]]
        flag = f" · {example['flag']}" if example["flag"] else ""
        found += [f"**{example['title']}**{verdict}{flag}", *paragraphs(example["body_markdown"])]
    return found


def _glossary(parts: Parts) -> list[str]:
    return [
        "\n".join([f"**{entry['term']}**", *paragraphs(entry["definition_markdown"])])
        for entry in parts.glossary
    ]
