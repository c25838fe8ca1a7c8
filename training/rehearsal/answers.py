"""How a simulated labeler answers an assignment: the API's JSON in, the API's JSON out. Pure.

A labeler sees what a person would see, no more: the prompt's text and the answers in their slots,
in the order in which they stand on the screen.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.rehearsal.labelers import SimulatedLabeler, Temper
from training.rehearsal.language import DEMONSTRATOR, Scenario, answer_draw, flags

# How much better the first answer must seem, from the strongest word to the weakest.
STRENGTHS = (("significantly", 0.6), ("better", 0.3), ("slightly", 0.1), ("negligibly", 0.0))
BOTH_BAD_BELOW = -0.2

Json = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """The world of one rehearsal: which complaint stands behind each prompt's text."""

    seed: int
    scenarios: Mapping[str, Scenario]

    def scenario(self, messages: Sequence[Mapping[str, str]]) -> Scenario:
        """Return the complaint behind a conversation.

        Raises:
            KeyError: The conversation is not of this rehearsal.
        """
        return self.scenarios[messages[-1]["content"]]


def answer(labeler: SimulatedLabeler, scene: Scene, assignment: Json) -> Json:
    """Return what ``labeler`` submits for an assignment of any kind."""
    scenario = scene.scenario(assignment["prompt"]["messages"])
    if assignment["kind"] == "demonstration":
        return {"text": demonstration(scene, scenario), "prompt_fields": {}}
    slots = [slot["slot"] for slot in assignment["slots"]]
    texts = [slot["text"] for slot in assignment["slots"]]
    known = {flag["key"] for flag in assignment["rating_schema"]["flags"]}
    judged = ranking(labeler, scenario, dict(zip(slots, texts, strict=True)), known)
    if assignment["kind"] == "comparison":
        judged |= comparison(labeler, scenario, texts)
    return judged


def demonstration(scene: Scene, scenario: Scenario) -> str:
    """Return the ideal answer that a demonstrator writes, whoever of them it is.

    Keyed by the prompt alone: which labeler's hands it falls into is decided by the claim, and
    must not matter.
    """
    key = f"demonstration:{scene.seed}:{scenario.text}"
    return answer_draw(scenario, DEMONSTRATOR, random.Random(key))  # noqa: S311 - a simulation


def ranking(
    labeler: SimulatedLabeler, scenario: Scenario, slots: Mapping[str, str], known_flags: set[str]
) -> Json:
    """Return ranking, ratings and flags for answers in their slots, first shown first."""
    names, texts = list(slots), list(slots.values())
    groups = labeler.ranking(scenario, texts)
    # Only somebody who reads on raises flags.
    careful = labeler.temper is Temper.HONEST
    return {
        "ranking": [[names[index] for index in group] for group in groups],
        "ratings": {
            name: {
                "overall": labeler.overall(scenario, text),
                "flags": [f for f in flags(scenario, text) if f in known_flags] if careful else [],
            }
            for name, text in slots.items()
        },
        "prompt_fields": {},
    }


def comparison(labeler: SimulatedLabeler, scenario: Scenario, texts: Sequence[str]) -> Json:
    """Return what a comparison asks beside a ranking of two: how much better, and both bad."""
    worths = labeler.worths(scenario, texts)
    margin = max(worths) - min(worths)
    strength = next(word for word, least in STRENGTHS if margin >= least)
    return {"strength": strength, "both_bad": max(worths) < BOTH_BAD_BELOW}


def seconds_spent(labeler: SimulatedLabeler, scene: Scene, assignment: Json) -> int:
    """Return how long a person might have taken, in seconds; careless ones hurry."""
    words = sum(len(slot["text"].split()) for slot in assignment["slots"])
    generator = random.Random(  # noqa: S311 - a simulation
        f"seconds:{scene.seed}:{labeler.name}:{assignment['prompt']['messages'][-1]['content']}"
    )
    pace = 0.3 if labeler.temper is Temper.CARELESS else 1.0
    return max(2, round(pace * (20 + words / 3) * generator.uniform(0.6, 1.6)))
