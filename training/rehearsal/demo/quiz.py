"""The demo's own people have passed the quiz of its guidelines."""

from labeling.guidelines.domain.quiz import quiz_order
from labeling.guidelines.selectors import guideline_standing
from labeling.guidelines.selectors.release import guideline_latest
from labeling.guidelines.services import quiz_try_begin, quiz_try_submit
from touchstone.accounts.models import User
from touchstone.projects.models import Project


def quiz_pass_ensure(project: Project, user: User) -> None:
    """Answer the quiz in force rightly for somebody; nothing where there is none, or a pass."""
    release = guideline_latest(project_id=project.pk)
    standing = guideline_standing(project_id=project.pk, user_id=user.pk)
    if release is None or release.quiz is None or standing.passed:
        return
    quiz_try = quiz_try_begin(guideline=release, user=user)
    order = quiz_order(quiz_try.quiz, quiz_try.seed)
    questions = quiz_try.quiz["questions"]
    answers = [
        [at for at, option in enumerate(shown) if questions[asked]["options"][option]["right"]]
        for asked, shown in zip(order.questions, order.options, strict=True)
    ]
    quiz_try_submit(quiz_try=quiz_try, answers=answers)
