"""The only way to fetch a release, a try or a question on a user's behalf."""

from uuid import UUID

from labeling.guidelines.models import GuidelineVersion, Question, QuizTry
from labeling.guidelines.selectors.question import questions_all
from touchstone.accounts.models import User
from touchstone.core.errors import NotFoundError
from touchstone.projects.access import access_project_pk
from touchstone.projects.models import Role


def access_guideline(user: User, guideline_id: UUID, role: Role = Role.LABELER) -> GuidelineVersion:
    """Return a release of a project that ``user`` belongs to, as ``role`` or more.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    release = (
        GuidelineVersion.objects.select_related("published_by")
        .filter(public_id=guideline_id)
        .first()
    )
    if release is None:
        raise NotFoundError("guideline release")
    access = access_project_pk(user, release.project_id, role, "guideline release")
    release.project = access.project
    return release


def access_quiz_try(user: User, quiz_try_id: UUID) -> QuizTry:
    """Return a try of ``user``'s own, in a project they still work in.

    Raises:
        NotFoundError: Unknown, somebody else's, or of a project they left.
    """
    found = QuizTry.objects.filter(public_id=quiz_try_id, user=user)
    quiz_try = found.select_related("guideline").first()
    if quiz_try is None:
        raise NotFoundError("try of a quiz")
    access_project_pk(user, quiz_try.project_id, what="try of a quiz")
    return quiz_try


def access_question(user: User, question_id: UUID, role: Role | None = None) -> Question:
    """Return a question of ``user``'s own, or any of a project they review.

    Args:
        user: Who asks for it.
        question_id: Its public id.
        role: What they have to be, whoever asked it.

    Raises:
        NotFoundError: Unknown, or not theirs to know of.
    """
    question = questions_all().filter(public_id=question_id).first()
    if question is None:
        raise NotFoundError("question")
    own = Role.LABELER if question.asked_by_id == user.pk else Role.REVIEWER
    access_project_pk(user, question.project_id, role or own, "question")
    return question
