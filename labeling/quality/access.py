"""The only way to fetch an eligibility, a task or what hangs on one, on a user's behalf."""

from uuid import UUID

from labeling.assignments.models import Eligibility, Judgment, LabelingTask, TaskKind
from labeling.quality.models import GoldItem, VoidOrder
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import Access, access_project, access_project_pk
from touchstone.projects.domain import roles_from
from touchstone.projects.models import Membership, Role


def access_eligibility(user: User, eligibility_id: UUID) -> Eligibility:
    """Return a grant of a project that ``user`` reviews.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    grant = Eligibility.objects.select_related("user").filter(public_id=eligibility_id).first()
    if grant is None:
        raise NotFoundError("eligibility")
    access_project_pk(user, grant.project_id, Role.REVIEWER, "eligibility")
    return grant


def access_task(user: User, task_id: UUID) -> LabelingTask:
    """Return a task of a project that ``user`` reviews: one that asks something about a prompt.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    tasks = LabelingTask.objects.exclude(kind__in=(TaskKind.REVIEW, TaskKind.PROMPT))
    task = tasks.select_related("prompt__content").filter(public_id=task_id).first()
    if task is None:
        raise NotFoundError("task")
    task.project = access_project_pk(user, task.project_id, Role.REVIEWER, "task").project
    return task


def access_gold_item(user: User, gold_item_id: UUID) -> GoldItem:
    """Return a gold item of a project that ``user`` reviews.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    item = GoldItem.objects.select_related("task").filter(public_id=gold_item_id).first()
    if item is None:
        raise NotFoundError("gold item")
    item.project = access_project_pk(user, item.project_id, Role.REVIEWER, "gold item").project
    return item


def access_demonstration(user: User, judgment_id: UUID) -> Judgment:
    """Return a demonstration of a project that ``user`` reviews.

    Raises:
        NotFoundError: Unknown, of another kind, or not theirs to know of.
    """
    found = Judgment.objects.filter(public_id=judgment_id, kind=TaskKind.DEMONSTRATION)
    judgment = found.select_related("assignment").first()
    if judgment is None:
        raise NotFoundError("demonstration")
    judgment.project = access_project_pk(
        user, judgment.project_id, Role.REVIEWER, "demonstration"
    ).project
    return judgment


def access_void_order(user: User, void_id: UUID) -> VoidOrder:
    """Return an order to void of a project that ``user`` reviews.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    found = VoidOrder.objects.filter(public_id=void_id)
    order = found.select_related("user", "by", "before_guideline").first()
    if order is None:
        raise NotFoundError("order")
    order.project = access_project_pk(user, order.project_id, Role.REVIEWER, "order").project
    return order


def access_person(user: User, project_id: UUID, person_id: UUID) -> tuple[Access, Membership]:
    """Return ``user``'s way into a project they review, and somebody's membership there.

    Raises:
        NotFoundError: Unknown, nobody of this project, or not theirs to know of.
    """
    access = access_project(user, project_id, Role.REVIEWER)
    found = Membership.objects.filter(project=access.project, user__public_id=person_id)
    membership = found.select_related("user").first()
    if membership is None:
        raise NotFoundError("person")
    membership.project = access.project
    return access, membership


def outranks(access: Access, membership: Membership) -> bool:
    """Tell whether somebody's standing is ``access``'s to decide: another's, of no higher role."""
    own = membership.user_id == access.user.pk
    return not own and access.role in roles_from(Role(membership.role))
