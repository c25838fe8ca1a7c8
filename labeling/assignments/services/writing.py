"""What a submit stores of written answers: prompts, and conversations of several turns."""

from labeling.assignments.domain.conversations import (
    ConversationAnswer,
    DemonstrationMode,
    conversation_composed,
)
from labeling.assignments.domain.prompt_writing import PromptAnswer
from labeling.assignments.models import (
    Assignment,
    Judgment,
    LabelingTask,
    PromptBrief,
    TaskKind,
)
from labeling.assignments.services.content import conversation_completion
from labeling.assignments.services.judgments import StandingJudgment, prompt_turns
from labeling.assignments.services.task import (
    TaskSpec,
    labeling_task_cancel,
    labeling_task_create,
    labeling_task_reopen,
)
from labeling.prompts.domain.rows import PromptRow
from labeling.prompts.domain.writing import written_messages
from labeling.prompts.models import Prompt, PromptSource
from labeling.prompts.services import prompt_intake
from touchstone.core.errors import ConflictError, ErrorDetail


def turns_write(*, assignment: Assignment, answer: ConversationAnswer) -> int:
    """Store a conversation as a completion of the prompt; return its id."""
    task = assignment.task
    mode = DemonstrationMode(task.demonstration_mode)
    return conversation_completion(
        project_id=assignment.project_id,
        prompt_id=task.given_prompt_id,
        author_id=assignment.user_id,
        messages=conversation_composed(mode, prompt_turns(task), answer.turns),
        written=len(answer.turns),
    ).pk


def brief_purpose_key(brief: PromptBrief | None) -> str:
    """Return the ``purpose_key`` of tasks that are made of an order's prompts."""
    return f"brief:{brief.public_id}" if brief else ""


def prompt_write(
    *,
    assignment: Assignment,
    answer: PromptAnswer,
    counted: bool,
    supersedes: StandingJudgment | None,
) -> int:
    """Take a written prompt into the project and make of it what its brief says; return its id.

    Raises:
        ConflictError: ``prompt_duplicate``: it is there already; ``prompt_kept``: a revision says
            otherwise of the same text; or what intake refuses: ``author_cap``, ``split_conflict``.
    """
    brief = PromptBrief.objects.get(pk=assignment.task.given_brief_id)
    prompt = _taken(assignment, answer, brief)
    key = brief_purpose_key(brief)
    if supersedes is not None:
        _replace(supersedes, prompt, key)
    if counted and brief.makes_demonstrations:
        _demonstration_wanted(assignment, prompt, key)
    return prompt.pk


def _demonstration_wanted(assignment: Assignment, prompt: Prompt, key: str) -> None:
    """Have the prompt answered; whoever goes back to an earlier prompt finds its task again."""
    created = labeling_task_create(
        project=assignment.project,
        kind=TaskKind.DEMONSTRATION,
        specs=[TaskSpec(prompt.pk)],
        seed=0,
        purpose_key=key,
    )
    if not created:
        labeling_task_reopen(task_ids=_made(prompt.pk, key))


def _taken(assignment: Assignment, answer: PromptAnswer, brief: PromptBrief) -> Prompt:
    row = PromptRow(
        messages=tuple(written_messages(answer.written)),
        use_case=brief.use_case or answer.use_case.strip(),
        language=brief.language,
        sensitive=answer.sensitive or brief.sensitive,
        few_shot=answer.written.parts(),
        invented=answer.invented,
    )
    intake = prompt_intake(
        project=assignment.project,
        rows=[row],
        source=PromptSource.LABELER,
        author=assignment.user,
    )
    for refusal in intake.refusals:
        raise _refused(refusal.code, f"This prompt cannot be taken: {refusal.message}.")
    [prompt] = intake.prompts
    assert prompt is not None  # noqa: S101 - nothing was refused
    if not intake.created and not _ours(assignment, prompt):
        raise _refused(
            "prompt_duplicate",
            "This very prompt is in the project already. Write another one, or change this one.",
        )
    if (prompt.use_case, prompt.sensitive) != (row.use_case, row.sensitive):
        # It may have been answered as what it was: what is said of a prompt never changes.
        raise _refused(
            "prompt_kept",
            "The text is as it was, so that its use case and whether it is sensitive stay too: "
            "change the text with them.",
        )
    return prompt


def _refused(code: str, message: str) -> ConflictError:
    return ConflictError(message, code=code, details=[ErrorDetail("answer", code, message)])


def _ours(assignment: Assignment, prompt: Prompt) -> bool:
    """A revision that leaves the prompt as it was, or goes back to it, is no duplicate."""
    return Judgment.objects.filter(assignment=assignment, prompt=prompt).exists()


def _replace(supersedes: StandingJudgment, prompt: Prompt, key: str) -> None:
    """Withdraw what was made of the prompt that a revision replaces; work done on it stays."""
    old = Judgment.objects.values_list("prompt_id", flat=True).get(pk=supersedes.pk)
    if old != prompt.pk:
        labeling_task_cancel(task_ids=_made(old, key))


def _made(prompt_id: int, key: str) -> list[int]:
    made = LabelingTask.objects.filter(prompt_id=prompt_id, purpose_key=key)
    return list(made.values_list("pk", flat=True))
