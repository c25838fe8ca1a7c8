"""The splits of thumbs on answers that are not stored here as completions.

Such a thumb brings its conversation along. It follows the split of the prompt it repeats, or
nearly repeats; else its end user decides. Where these disagree it is left out, for wherever it
went, held-out text would leak.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db.models import QuerySet

from labeling.datasets.models import DatasetItem, DatasetVersion
from labeling.feedback.models import FeedbackEvent
from labeling.prompts.domain.duplicates import neighbour_hashes, prefix_hash
from labeling.prompts.domain.splits import SplitBook, SplitConflictError
from labeling.prompts.models import Prompt


def thumb_items(
    version: DatasetVersion, thumbs: QuerySet[FeedbackEvent], size: int
) -> Iterator[list[DatasetItem]]:
    """Yield unsaved items for thumbs that bring their own conversation, in batches."""
    book = SplitBook(seed=str(version.project.public_id))
    rows = thumbs.select_related("answer").order_by("id").iterator(chunk_size=size)
    while batch := list(islice(rows, size)):
        _look_up(version, book, batch)
        placed = ((thumb, _place(book, thumb)) for thumb in batch)
        yield [
            DatasetItem(version=version, feedback=thumb, split=split)
            for thumb, split in placed
            if split is not None
        ]


def _look_up(version: DatasetVersion, book: SplitBook, batch: Sequence[FeedbackEvent]) -> None:
    wanted = {key for thumb in batch for key in neighbour_hashes(_messages(thumb))}
    found = Prompt.objects.filter(
        project=version.project, prefix_sha256__in=wanted - set(book.near)
    )
    for key, split, group in found.values_list("prefix_sha256", "split", "group_key"):
        book.near[key] = (split, group)


def _place(book: SplitBook, thumb: FeedbackEvent) -> str | None:
    user = f"user:{thumb.end_user_hash}" if thumb.end_user_hash else None
    messages = _messages(thumb)
    try:
        split, _ = book.place(
            author_group=user,
            prefix=prefix_hash(messages),
            neighbours=neighbour_hashes(messages),
        )
    except SplitConflictError:
        return None
    return split


def _messages(thumb: FeedbackEvent) -> list[dict[str, str]]:
    """The prompt: the conversation without the answer that the thumb is on."""
    messages: list[dict[str, str]] = thumb.answer.body["messages"] if thumb.answer else []
    return messages[:-1]
