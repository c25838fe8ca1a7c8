"""Pair outcomes: what two judgments of one task say about agreement, in the submit's transaction.

Only judgments that count are compared; a surplus answer came about by an expired lease, and so by
no draw. A superseding revision reverses the old outcomes and adds new ones; a void reverses them.
Folding moves rows into per-prompt totals in one statement, which marks the tasks' signals stale as
well: whatever crashes, totals plus the unfolded rest equal a recount.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from labeling.agreement import pair_counts
from labeling.assignments.models import LabelingTask, PairOutcome
from labeling.assignments.selectors.agreement_sql import CHANGES, DELTA, OUTCOMES, SUMS
from labeling.assignments.services.judgments import StandingJudgment
from labeling.assignments.services.signals import ON_CONFLICT, STALE_ROW

_FOLD_LOCK = 0x666F6C64  # "fold": one folder at a time, so that totals are never fought for
FOLD_BATCH = 5000
_PAIR = """
    project_id, task_id, prompt_id, in_shared_sample, first_id, second_id, first_user_id,
    second_user_id, concordant, discordant, tied_one, tied_both
"""
_ADDED = ", ".join(f"{name} = total.{name} + excluded.{name}" for name in SUMS.split(", "))

_FOLD = f"""
WITH batch AS (
    UPDATE assignments_pairoutcome SET folded = true
    WHERE id IN (SELECT id FROM assignments_pairoutcome WHERE NOT folded ORDER BY id LIMIT %s)
    RETURNING {OUTCOMES}, task_id
), signals AS ({STALE_ROW} batch {ON_CONFLICT}
), delta AS MATERIALIZED ({DELTA.format(source="batch")}
), changes AS ({CHANGES}
), totals AS (
    INSERT INTO assignments_agreementtotal AS total
        (project_id, shared_only, user_id, prompt_id, concordant, discordant, tied_one, tied_both)
    SELECT project_id, shared_only, user_id, prompt_id, concordant, discordant, tied_one, tied_both
    FROM delta
    ON CONFLICT (project_id, shared_only, user_id, prompt_id) DO UPDATE
    SET concordant = total.concordant + excluded.concordant,
        discordant = total.discordant + excluded.discordant,
        tied_one = total.tied_one + excluded.tied_one,
        tied_both = total.tied_both + excluded.tied_both
), sums AS (
    INSERT INTO assignments_agreementsum AS total
        (project_id, shared_only, user_id, rule, {SUMS})
    SELECT project_id, shared_only, user_id, rule, {SUMS} FROM changes
    ON CONFLICT (project_id, shared_only, user_id, rule) DO UPDATE
    SET {_ADDED}
)
SELECT count(*) FROM batch
"""  # noqa: S608 - parts of our own

# What was said and not taken back yet; a revision has taken back what its predecessor said.
_REVERSE = f"""
INSERT INTO assignments_pairoutcome ({_PAIR}, weight, folded)
SELECT {_PAIR}, -1, false FROM assignments_pairoutcome said
WHERE task_id = ANY(%(tasks)s) AND weight = 1
  AND (first_id = ANY(%(judgments)s) OR second_id = ANY(%(judgments)s))
  AND NOT EXISTS (
      SELECT 1 FROM assignments_pairoutcome back
      WHERE back.first_id = said.first_id AND back.second_id = said.second_id
        AND back.weight = -1)
"""  # noqa: S608 - parts of our own


def outcomes_insert(
    task: LabelingTask,
    judgment: StandingJudgment,
    others: Sequence[StandingJudgment],
    supersedes: StandingJudgment | None = None,
) -> None:
    """Compare a new judgment with the task's others and store each outcome.

    Args:
        task: The task, locked by the caller.
        judgment: The new judgment, stored already.
        others: Every judgment of the task before it, superseded ones too.
        supersedes: The one that the new one replaces; its outcomes are reversed.
    """
    if not judgment.counted:
        return
    rivals = [one for one in others if _compared(one) and one.user_id != judgment.user_id]
    # Without an order (cannot_rank) there is nothing to compare, before a revision or after it.
    rows = [_outcome(task, judgment, rival, 1) for rival in rivals if judgment.ranking is not None]
    if supersedes is not None and supersedes.ranking is not None:
        rows += [_outcome(task, supersedes, rival, -1) for rival in rivals]
    if rows:
        PairOutcome.objects.bulk_create(rows)


def outcomes_reverse(*, task_ids: Sequence[int], judgment_ids: Sequence[int]) -> None:
    """Take back what judgments that are about to be voided said about agreement (one statement).

    Args:
        task_ids: Their tasks, locked by the caller.
        judgment_ids: Judgments that still stand.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REVERSE, {"tasks": list(task_ids), "judgments": list(judgment_ids)})


def pair_outcomes_fold(*, batch: int = FOLD_BATCH) -> int:
    """Fold all outcomes that are not folded yet into the totals, batch by batch.

    Returns:
        How many were folded; 0 too where another worker is at it.
    """
    folded = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_FOLD_LOCK])
            row = cursor.fetchone()
            if row is None or not row[0]:
                return folded
            cursor.execute(_FOLD, [batch])
            row = cursor.fetchone()
        count = int(row[0]) if row else 0
        folded += count
        if count < batch:
            return folded


def _compared(judgment: StandingJudgment) -> bool:
    stands = judgment.superseded_by is None and not judgment.voided
    return judgment.counted and stands and judgment.ranking is not None


def _outcome(
    task: LabelingTask,
    one: StandingJudgment,
    rival: StandingJudgment,
    weight: int,
) -> PairOutcome:
    counts = pair_counts(one.ranking or [], rival.ranking or [])
    # The older judgment is first, so that one pair of judgments has one spelling.
    (first, first_user), (second, second_user) = sorted(
        [(one.pk, one.user_id), (rival.pk, rival.user_id)]
    )
    return PairOutcome(
        project_id=task.project_id,
        task_id=task.pk,
        prompt_id=task.given_prompt_id,
        in_shared_sample=task.in_shared_sample,
        first_id=first,
        second_id=second,
        first_user_id=first_user,
        second_user_id=second_user,
        weight=weight,
        concordant=counts.concordant,
        discordant=counts.discordant,
        tied_one=counts.tied_one,
        tied_both=counts.tied_both,
    )
