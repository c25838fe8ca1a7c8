"""The only way to fetch an assignment or a judgment on a user's behalf."""

from uuid import UUID

from labeling.assignments.models import Assignment, Judgment, LabelingTask, PromptBrief
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.core.prepared import Columns, prepared_first
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Project, RatingSchema, Role

# Every call of a labeler's page comes through here: one prepared statement, and no column of which
# it makes no use.
_ASSIGNMENT = Columns(
    Assignment,
    (
        "id",
        "public_id",
        "project_id",
        "task_id",
        "user_id",
        "kind",
        "guideline_id",
        "rating_schema_id",
        "display_order",
        "opened_at",
    ),
)
_PROJECT = Columns(Project, ("id", "public_id", "lease_minutes", "prefetch_minutes"))
_TASK = Columns(
    LabelingTask,
    (
        "id",
        "project_id",
        "prompt_id",
        "brief_id",
        "kind",
        "demonstration_mode",
        "in_shared_sample",
    ),
)
_SCHEMA = Columns(RatingSchema, ("id", "scale", "flags", "prompt_fields"))
_FIND = f"""
SELECT {_ASSIGNMENT.sql("a")}, {_PROJECT.sql("project")}, {_TASK.sql("task")},
       {_SCHEMA.sql("schema")}
FROM assignments_assignment a
JOIN projects_membership member
     ON member.project_id = a.project_id AND member.user_id = a.user_id AND member.is_active
JOIN projects_project project ON project.id = a.project_id
JOIN assignments_labelingtask task ON task.id = a.task_id
JOIN projects_ratingschema schema ON schema.id = a.rating_schema_id
WHERE a.public_id = %(assignment)s AND a.user_id = %(user)s
"""  # noqa: S608 - names of our own


def access_assignment(user: User, assignment_id: UUID) -> Assignment:
    """Return an assignment of ``user``'s own, in a project they still work in (one query).

    Raises:
        NotFoundError: Unknown, somebody else's, or of a project they left.
    """
    parameters = {"assignment": assignment_id, "user": user.pk}
    found = prepared_first(_FIND, parameters, _ASSIGNMENT, _PROJECT, _TASK, _SCHEMA)
    if found is None or not user.is_active:
        raise NotFoundError("assignment")
    assignment: Assignment = found[0]
    assignment.user = user
    assignment.project, assignment.task, assignment.rating_schema = found[1:]
    return assignment


def access_judgment(user: User, judgment_id: UUID) -> Judgment:
    """Return a judgment of ``user``'s own, or any of a project they review.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    judgment = Judgment.objects.filter(public_id=judgment_id).select_related("project").first()
    if judgment is None:
        raise NotFoundError("judgment")
    role = Role.LABELER if judgment.user_id == user.pk else Role.REVIEWER
    access_project_pk(user, judgment.project_id, role, "judgment")
    return judgment


def access_prompt_brief(user: User, brief_id: UUID) -> PromptBrief:
    """Return an order for prompts of a project that ``user`` administers.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    brief = PromptBrief.objects.filter(public_id=brief_id).first()
    if brief is None:
        raise NotFoundError("prompt brief")
    access_project_pk(user, brief.project_id, Role.ADMIN, "prompt brief")
    return brief
