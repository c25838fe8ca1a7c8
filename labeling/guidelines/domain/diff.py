"""What changed between two texts, for a person: by paragraph, and by word inside a paragraph.

Paragraphs that only moved are told apart from new ones, long unchanged stretches are folded (their
text comes along, to be unfolded), and all of it takes bounded time: see ``align``.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from labeling.guidelines.domain.align import Budget, align

BlockKind = Literal["same", "folded", "added", "removed", "changed", "moved_from", "moved_to"]
WordKind = Literal["same", "added", "removed"]

CONTEXT = 1
"""Unchanged paragraphs shown on each side of a change."""
FOLD_FROM = 3
"""Fewer than this are not worth folding."""
SIMILAR = 0.4
"""Two paragraphs with less of their words in common are another paragraph, not a changed one."""

# Scripts written without spaces are compared character by character.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|[^\w\s]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_GLUE = re.compile(r"[\s\W_]*")


@dataclass(frozen=True)
class WordRun:
    """Some words of a changed paragraph."""

    kind: WordKind
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, or for ``folded`` several; ``words`` only where it ``changed``."""

    kind: BlockKind
    text: str
    paragraphs: int = 1
    words: list[WordRun] = field(default_factory=list)


def diff(before: str, after: str, budget: Budget | None = None) -> list[Block]:
    """Return what became of a Markdown text, in the order of the new one."""
    return diff_paragraphs(paragraphs(before), paragraphs(after), budget)


def diff_paragraphs(
    before: Sequence[str], after: Sequence[str], budget: Budget | None = None
) -> list[Block]:
    """Return what became of some paragraphs, in the order of the new ones."""
    budget = budget or Budget()
    pairs = align(before, after, budget)
    stayed_before, stayed_after = {i for i, _ in pairs}, {j for _, j in pairs}
    moved = _moved(
        [text for i, text in enumerate(before) if i not in stayed_before],
        [text for j, text in enumerate(after) if j not in stayed_after],
    )
    blocks: list[Block] = []
    start = (0, 0)
    for i, j in [*pairs, (len(before), len(after))]:
        blocks += _replaced(before[start[0] : i], after[start[1] : j], moved, budget)
        if i < len(before):
            blocks.append(Block("same", after[j]))
        start = (i + 1, j + 1)
    return list(_folded(blocks))


def paragraphs(markdown: str) -> list[str]:
    """Return a text's paragraphs: parted by empty lines, code between fences kept together."""
    found: list[list[str]] = [[]]
    fence = ""
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
        elif not line.strip():
            found.append([])
            continue
        found[-1].append(line.rstrip())
    return ["\n".join(lines) for lines in found if lines]


def words(text: str) -> list[str]:
    """Return words, punctuation and white space, which joined are the text again."""
    return _TOKEN.findall(text)


def diff_words(before: str, after: str, budget: Budget) -> list[WordRun]:
    """Return a changed paragraph as runs of words, removed before added."""
    left, right = words(before), words(after)
    runs: list[WordRun] = []
    start = (0, 0)
    for i, j in [*align(left, right, budget), (len(left), len(right))]:
        runs.append(WordRun("removed", "".join(left[start[0] : i])))
        runs.append(WordRun("added", "".join(right[start[1] : j])))
        if i < len(left):
            runs.append(WordRun("same", left[i]))
        start = (i + 1, j + 1)
    return _joined(runs)


def _joined(runs: list[WordRun]) -> list[WordRun]:
    """Join runs of a kind; a lone space or comma between two changes belongs to the change."""
    merged: list[WordRun] = []
    removed = added = glue = ""

    def flush() -> None:
        merged.extend(
            run for run in (WordRun("removed", removed), WordRun("added", added)) if run.text
        )

    for run in runs:
        if run.kind == "same":
            glue += run.text
            continue
        if not run.text:
            continue
        if glue and (removed or added) and _GLUE.fullmatch(glue):
            removed, added = removed + glue, added + glue
        elif glue:
            flush()
            removed = added = ""
            merged.append(WordRun("same", glue))
        glue = ""
        if run.kind == "removed":
            removed += run.text
        else:
            added += run.text
    flush()
    return [*merged, WordRun("same", glue)] if glue else merged


def _moved(gone: Sequence[str], came: Sequence[str]) -> Counter[str]:
    """Return paragraphs that are gone here and came there, with how often."""
    return Counter(gone) & Counter(came)


def _replaced(
    before: Sequence[str], after: Sequence[str], moved: Counter[str], budget: Budget
) -> Iterator[Block]:
    """Tell what became of paragraphs between two that stayed: what went before what came."""
    gone = [text for text in before if text not in moved]
    partners = _partners(gone, [text for text in after if text not in moved], budget)
    waiting, sources = deque(before), deque(partners.values())
    for text in after:
        upcoming = sources[0] if sources else None
        while waiting and waiting[0] != upcoming:
            yield _gone(waiting.popleft(), moved)
        if text in partners:
            source = partners.pop(text)
            sources.popleft()
            waiting.popleft()
            yield Block("changed", text, words=diff_words(source, text, budget))
        else:
            yield Block("moved_to" if text in moved else "added", text)
    for text in waiting:
        yield _gone(text, moved)


def _gone(text: str, moved: Counter[str]) -> Block:
    return Block("moved_from" if text in moved else "removed", text)


def _partners(before: Sequence[str], after: Sequence[str], budget: Budget) -> dict[str, str]:
    """Return, for changed paragraphs, what each was before; in the order of both."""
    partners: dict[str, str] = {}
    counts = [Counter(words(text)) for text in before]
    position = 0
    for text in after:
        own = Counter(words(text))
        for index in range(position, len(before)):
            if not budget.take(len(own) + len(counts[index])):
                return partners
            if _similarity(counts[index], own) >= SIMILAR and text not in partners:
                partners[text], position = before[index], index + 1
                break
    return partners


def _similarity(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _folded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Fold what is unchanged and not next to a change."""
    run: list[Block] = []
    first = True
    for block in [*blocks, None]:
        if block is not None and block.kind == "same":
            run.append(block)
            continue
        head, tail = 0 if first else CONTEXT, 0 if block is None else CONTEXT
        yield from _fold(run, head, tail)
        run, first = [], False
        if block is not None:
            yield block


def _fold(run: Sequence[Block], head: int, tail: int) -> Iterator[Block]:
    inner = run[head : len(run) - tail]
    if len(inner) < FOLD_FROM:
        yield from run
        return
    yield from run[:head]
    yield Block("folded", "\n\n".join(block.text for block in inner), paragraphs=len(inner))
    yield from run[len(run) - tail :]
