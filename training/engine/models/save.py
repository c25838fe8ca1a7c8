"""Saves a model so that transformers, a server and the next recipe can read it."""

import shutil
from typing import Any

import torch
import transformers
from transformers import GenerationConfig, PreTrainedModel, PreTrainedTokenizerBase

from training.engine.data.conversation import stop_token_id, template_digest, tokenizer_digest
from training.engine.run_folder import finish_folder, write_json
from training.engine.session import Session


def model_save(
    session: Session,
    net: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    *,
    base: str | None,
    extra: dict[str, Any] | None = None,
) -> None:
    """Writes `model/` at once: weights, tokenizer, template and `touchstone.json`.

    Args:
        session: The run.
        net: The model; its adapters are merged already.
        tokenizer: Its tokenizer.
        base: What the run started from; None for a model built from scratch.
        extra: More facts for `touchstone.json`.
    """
    temporary = session.folder.root / ".tmp-model"
    if temporary.exists():
        shutil.rmtree(temporary)
    if net.can_generate():
        net.generation_config = GenerationConfig(
            do_sample=True,  # `transformers serve` takes the likeliest token otherwise
            eos_token_id=stop_token_id(tokenizer),
            pad_token_id=tokenizer.pad_token_id,
        )
    net.to(session.runtime.dtype).save_pretrained(temporary)
    tokenizer.save_pretrained(temporary)
    facts = {
        "recipe": session.config.recipe,
        "parameters": sum(p.numel() for p in net.parameters()),
        "template_digest": template_digest(tokenizer),
        "tokenizer_digest": tokenizer_digest(tokenizer),
        "base": base,
        "seed": session.config.seed,
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
        **(extra or {}),
    }
    write_json(temporary / "touchstone.json", facts)
    finish_folder(temporary, session.folder.model)
