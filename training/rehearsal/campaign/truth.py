"""How near the labels and the reward model come to the truth, which only a rehearsal knows."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db.models import Count

from labeling.agreement import RankingRecord, TieRule, agreement_among, noise_ceiling
from labeling.assignments.models import Judgment, TaskKind, TaskPurpose
from labeling.assignments.selectors.standing import STANDING
from touchstone.core.storage import get_tree
from touchstone.registry.models import ModelVersion
from training.rehearsal.campaign.context import Context, RehearsalError
from training.rehearsal.campaign.labor import distinct_samples
from training.rehearsal.campaign.world import World
from training.rehearsal.labelers import SimulatedLabeler, Temper, agreement
from training.rehearsal.language import Scenario, utility
from training.rehearsal.statistics import Share, pairs_right, share
from training.runs.models import Run

Json = dict[str, Any]


def agreement_figures(
    world: World,
    labelers: Sequence[SimulatedLabeler],
    items: Sequence[tuple[Scenario, list[str]]],
) -> Json:
    """Measure agreement: of the whole pool, of the honest, and of the honest asked once more.

    The first two are what the labels say, on tasks drawn before anybody labeled. The third asks
    every two honest labelers about every task, which only a simulation can.
    """
    honest = [labeler for labeler in labelers if labeler.temper is Temper.HONEST]
    honest_users = {world.people[labeler.name].pk for labeler in honest}
    records = _shared_rankings(world)
    pool = agreement_among(records, rule=TieRule.EXCLUDED)
    among = agreement_among(
        [record for record in records if record.labeler in honest_users], rule=TieRule.EXCLUDED
    )
    return {
        "pool": pool.as_dict(),
        "honest": among.as_dict(),
        "honest_asked_again": agreement(honest, items),
        "noise_sigma": honest[0].sigma,
        "noise_ceiling": None if pool.value is None else asdict(noise_ceiling(pool.value)),
    }


def labels_spent(world: World) -> Json:
    """Return how many judgments there are, by kind."""
    judgments = Judgment.objects.filter(project=world.project).values_list("kind")
    return dict(judgments.annotate(count=Count("id")).order_by("kind"))


def labels_truth(world: World) -> Share:
    """Return how often a ranking orders two answers as their true worths do, ties left out."""
    judgments = _rankings(world).select_related("prompt__content")
    counts = []
    for judgment in judgments.prefetch_related("task__task_completions__completion__content"):
        scenario = world.scenario(judgment.prompt)
        worths = {
            shown.completion_id: utility(scenario, shown.completion.content.body["text"])
            for shown in judgment.task.task_completions.all()
        }
        scores = {
            pk: -float(rank) for rank, group in enumerate(judgment.ranking or []) for pk in group
        }
        counts.append((judgment.prompt.group_key, *pairs_right(worths, scores)))
    return share(counts)


def reward_truth(context: Context, world: World, reward: ModelVersion, samples: Run) -> Share:
    """Return how often the reward model orders held-out answers as their true worths do.

    Scores are made by the engine's own command, in a process of its own.
    """
    held_out = {prompt.pk: prompt for prompt in world.prompts["validation"]}
    groups = {pk: found for pk, found in distinct_samples(samples).items() if pk in held_out}
    rows = [
        {"messages": held_out[prompt].content.body["messages"], "completion": text}
        for prompt, texts in groups.items()
        for text in texts.values()
    ]
    scores = iter(_scores(context.options.folder / "reward-truth", reward, rows))
    counts = []
    for prompt, texts in groups.items():
        scenario = world.scenario(held_out[prompt])
        found = {pk: next(scores) for pk in texts}
        worths = {pk: utility(scenario, text) for pk, text in texts.items()}
        counts.append((held_out[prompt].group_key, *pairs_right(worths, found)))
    return share(counts)


def _shared_rankings(world: World) -> list[RankingRecord]:
    judgments = _rankings(world).filter(task__in_shared_sample=True)
    fields = ("task_id", "prompt_id", "user_id", "ranking")
    return [RankingRecord(*values) for values in judgments.values_list(*fields)]


def _rankings(world: World) -> Any:
    return Judgment.objects.filter(
        STANDING,
        project=world.project,
        kind=TaskKind.RANKING,
        task__purpose=TaskPurpose.TRAINING,
        counted=True,
    )


def _scores(folder: Path, reward: ModelVersion, rows: Sequence[Json]) -> list[float]:
    folder.mkdir(parents=True, exist_ok=True)
    get_tree(key=reward.location, folder=folder / "reward-model")
    lines = (json.dumps(row) + "\n" for row in rows)
    (folder / "completions.jsonl").write_text("".join(lines))
    config = {
        "recipe": "score",
        "model": str(folder / "reward-model"),
        "data": {"completions": str(folder / "completions.jsonl")},
    }
    run = folder / "run.json"
    run.write_text(json.dumps(config))
    command = [sys.executable, "-m", "training.engine", "score", "--config", str(run)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RehearsalError(f"Scoring failed ({done.returncode}): {done.stderr[-1000:]}")
    scored = (folder / "scores.jsonl").read_text().splitlines()
    return [float(json.loads(line)["score"]) for line in scored]
