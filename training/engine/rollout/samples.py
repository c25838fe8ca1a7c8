"""A few samples to read from every evaluation: numbers alone do not show a gamed reward."""

import json
from collections.abc import Sequence
from pathlib import Path

from transformers import PreTrainedTokenizerBase

from training.engine.rollout.experience import Experience, Prompt

SHOWN = 8


def samples_write(
    path: Path,
    update: int,
    tokenizer: PreTrainedTokenizerBase,
    prompts: Sequence[Prompt],
    experience: Experience,
) -> None:
    """Appends the first responses of an evaluation to `samples.jsonl`, with their scores."""
    scores = experience.scores.tolist()
    with path.open("a", encoding="utf-8") as file:
        for prompt, response, score in list(
            zip(prompts, experience.responses, scores, strict=True)
        )[:SHOWN]:
            row = {
                "step": update,
                "prompt_id": prompt.prompt_id,
                "text": tokenizer.decode(response.ids, skip_special_tokens=True),
                "finish_reason": "stop" if response.finished else "length",
                "score": round(score, 6),
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
