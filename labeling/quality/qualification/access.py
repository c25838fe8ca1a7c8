"""The only way to fetch anything of a qualification on a user's behalf."""

from uuid import UUID

from labeling.quality.models import (
    AttemptAnswer,
    GoldItem,
    QualificationAttempt,
    QualificationItem,
)
from labeling.quality.qualification.domain.parts import ItemUse, PartKind
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_attempt(user: User, attempt_id: UUID) -> QualificationAttempt:
    """Return an attempt of ``user``'s own, in a project they still work in.

    Raises:
        NotFoundError: Unknown, somebody else's, or of a project they left.
    """
    attempt = (
        QualificationAttempt.objects.select_related("qualification")
        .filter(public_id=attempt_id, user=user)
        .first()
    )
    if attempt is None:
        raise NotFoundError("attempt")
    attempt.project = access_project_pk(user, attempt.project_id, what="attempt").project
    attempt.user = user
    return attempt


def access_attempt_to_decide(user: User, attempt_id: UUID) -> QualificationAttempt:
    """Return anybody's attempt in a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to decide.
    """
    attempt = (
        QualificationAttempt.objects.select_related("qualification", "user")
        .filter(public_id=attempt_id)
        .first()
    )
    if attempt is None:
        raise NotFoundError("attempt")
    access_project_pk(user, attempt.project_id, Role.ADMIN, "attempt")
    return attempt


def access_item(user: User, item_id: UUID) -> QualificationItem:
    """Return an item of a bank that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to see.
    """
    item = _item(item_id)
    item.project = access_project_pk(user, item.project_id, Role.ADMIN, "item").project
    return item


def access_gold_to_ask(user: User, gold_item_id: UUID) -> GoldItem:
    """Return a gold item of a project that ``user`` administers, for a bank of theirs.

    Raises:
        NotFoundError: Unknown, or not theirs to ask.
    """
    gold = (
        GoldItem.objects.select_related("task__prompt__content", "judgment__notes")
        .filter(public_id=gold_item_id)
        .first()
    )
    if gold is None:
        raise NotFoundError("gold item")
    gold.project = access_project_pk(user, gold.project_id, Role.ADMIN, "gold item").project
    return gold


def access_practice_item(user: User, item_id: UUID) -> QualificationItem:
    """Return a practice item of a project that ``user`` belongs to; never a screening item.

    Raises:
        NotFoundError: Unknown, not for practice, or not theirs to see.
    """
    item = _item(item_id)
    access_project_pk(user, item.project_id, what="item")
    if item.use != ItemUse.PRACTICE:
        raise NotFoundError("item")
    return item


def access_demonstration(user: User, answer_id: UUID) -> AttemptAnswer:
    """Return a demonstration for a reviewer to score.

    Raises:
        NotFoundError: Unknown, no demonstration, or not theirs to score.
    """
    answer = (
        AttemptAnswer.objects.select_related("attempt_item")
        .filter(public_id=answer_id, attempt_item__part=PartKind.WRITING)
        .first()
    )
    if answer is None:
        raise NotFoundError("demonstration")
    access_project_pk(user, answer.project_id, Role.REVIEWER, "demonstration")
    return answer


def _item(item_id: UUID) -> QualificationItem:
    item = QualificationItem.objects.filter(public_id=item_id).first()
    if item is None:
        raise NotFoundError("item")
    return item
