"""Loads models and tokenizers: safetensors only, no remote code, local folder or hub name."""

import math
from typing import Any

import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from training.engine.data.conversation import (
    DEFAULT_TEMPLATE,
    template_digest,
    tokenizer_digest,
)
from training.engine.errors import BadConfigError
from training.engine.models.forward import RewardModel
from training.engine.runtime import Runtime

PAD_TOKEN = "<|pad|>"  # noqa: S105 - a token of text
SHIFT = "touchstone_reward_shift"
_SAFE = {"trust_remote_code": False}


def tokenizer_load(source: str, *, field: str = "model") -> PreTrainedTokenizerBase:
    """Loads a tokenizer and completes it: a chat template, and a pad token that is not the stop.

    Raises:
        BadConfigError: If there is none, or one without an end-of-text token or a fast backend.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, **_SAFE)
    except (OSError, ValueError) as error:
        raise BadConfigError(
            field, f"a model with a tokenizer ({_first(error)})", source
        ) from error
    if not tokenizer.is_fast or tokenizer.eos_token_id is None:
        raise BadConfigError(field, "a fast tokenizer with an end-of-text token", source)
    if tokenizer.chat_template is None:
        tokenizer.chat_template = DEFAULT_TEMPLATE
    if tokenizer.pad_token_id is None or tokenizer.pad_token_id == tokenizer.eos_token_id:
        tokenizer.add_special_tokens({"pad_token": PAD_TOKEN})
    return tokenizer


def tokenizer_matches(source: str, tokenizer: PreTrainedTokenizerBase, *, field: str) -> None:
    """Refuses a model that reads other tokens than the policy writes.

    Raises:
        BadConfigError: If tokenizer or template of the model at `source` differ.
    """
    other = tokenizer_load(source, field=field)
    if tokenizer_digest(other) != tokenizer_digest(tokenizer):
        raise BadConfigError(field, "the policy's own tokenizer", source)
    if template_digest(other) != template_digest(tokenizer):
        raise BadConfigError(field, "the policy's own chat template", source)


def causal_load(
    source: str,
    tokenizer: PreTrainedTokenizerBase,
    runtime: Runtime,
    *,
    trainable: bool,
    dropout: bool = False,
    field: str = "model",
) -> PreTrainedModel:
    """Loads a causal language model onto the device.

    Args:
        source: Local folder or hub name.
        tokenizer: Its tokenizer; the embedding grows where that has more tokens.
        runtime: Device and precision.
        trainable: Trainable weights are float32 masters; frozen ones take the run's precision.
        dropout: Keeps the base's own dropout; RL needs it off, or ratios are noise.
        field: Name of the setting, for messages.
    """
    config = _config(source, field, dropout=dropout)
    net = _from_pretrained(AutoModelForCausalLM, source, config, runtime, trainable, field)
    _fit(net, tokenizer)
    return _placed(net, runtime, trainable)


def reward_load(
    source: str, runtime: Runtime, *, trainable: bool, field: str = "model"
) -> RewardModel:
    """Loads a trained reward model with its shift."""
    config = _config(source, field, dropout=False)
    if config.num_labels != 1:
        raise BadConfigError(field, "a reward model (one label)", f"{config.num_labels} labels")
    net = _from_pretrained(
        AutoModelForSequenceClassification, source, config, runtime, trainable, field
    )
    return RewardModel(_placed(net, runtime, trainable), shift=float(getattr(config, SHIFT, 0.0)))


def reward_new(
    source: str, tokenizer: PreTrainedTokenizerBase, runtime: Runtime, *, seed: int
) -> RewardModel:
    """Puts a new scalar head on a policy's backbone.

    The head is drawn from normal(0, 1 / sqrt(d + 1)), so that first scores are of order one.
    Source: Stiennon et al. 2020, query_response_model.py, lines 105-108.
    """
    config = _config(source, "model", dropout=False)
    config.num_labels = 1
    net = _from_pretrained(
        AutoModelForSequenceClassification, source, config, runtime, True, "model"
    )
    _fit(net, tokenizer)
    weight = net.score.weight
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn(weight.shape, generator=generator) / math.sqrt(weight.shape[1] + 1)
    with torch.no_grad():
        weight.copy_(drawn.to(weight.dtype))
    return RewardModel(_placed(net, runtime, True))


def context_check(net: PreTrainedModel, longest: int, field: str) -> None:
    """Refuses sequences beyond the positions a model was built for: it would answer with noise.

    Raises:
        BadConfigError: If `longest` tokens do not fit.
    """
    context = getattr(net.config, "max_position_embeddings", None)
    if context is not None and longest > context:
        raise BadConfigError(field, f"at most {context} tokens, this model's context", longest)


def _config(source: str, field: str, *, dropout: bool) -> Any:
    try:
        config = AutoConfig.from_pretrained(source, **_SAFE)
    except (OSError, ValueError) as error:
        raise BadConfigError(
            field, f"a local model folder or a hub name ({_first(error)})", source
        ) from error
    if not dropout:
        for name, value in vars(config).items():
            if name.endswith(("dropout", "pdrop")) and isinstance(value, float):
                setattr(config, name, 0.0)
    return config


def _from_pretrained(
    factory: Any, source: str, config: Any, runtime: Runtime, trainable: bool, field: str
) -> Any:
    dtype = torch.float32 if trainable else runtime.dtype
    try:
        return factory.from_pretrained(
            source, config=config, dtype=dtype, use_safetensors=True, **_SAFE
        )
    except (OSError, ValueError) as error:
        raise BadConfigError(
            field, f"safetensors weights of a known architecture ({_first(error)})", source
        ) from error


def _fit(net: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
    """Gives the tokenizer's added tokens rows of their own and tells the model which one pads."""
    if len(tokenizer) > net.get_input_embeddings().num_embeddings:
        net.resize_token_embeddings(len(tokenizer))
    net.config.pad_token_id = tokenizer.pad_token_id


def _placed(net: PreTrainedModel, runtime: Runtime, trainable: bool) -> PreTrainedModel:
    net.requires_grad_(trainable)
    net.train(trainable)
    return net.to(runtime.device)


def _first(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
