"""What PPO starts from: prompts, pretraining text, and four networks that must fit each other."""

from collections.abc import Sequence

from transformers import PreTrainedTokenizerBase

from training.engine.config.ppo import PpoConfig
from training.engine.data.conversation import render_prompt
from training.engine.data.files import Row, by_split, rows_read
from training.engine.errors import BadConfigError
from training.engine.models.forward import CausalModel
from training.engine.models.load import causal_load, context_check, reward_load, tokenizer_matches
from training.engine.recipes.pretrain import Tokens, pack_text
from training.engine.rollout.experience import Models, Prompt
from training.engine.session import Session


def prompts_read(
    config: PpoConfig, tokenizer: PreTrainedTokenizerBase
) -> tuple[list[Prompt], list[Prompt]]:
    """Reads the prompts to learn on and those to watch.

    Raises:
        BadConfigError: If no prompt of split `train` is short enough.
    """
    rows = rows_read(config.data.prompts, field="data.prompts", columns=("prompt_id", "messages"))
    train = _rendered(config, tokenizer, by_split(rows, "train"))
    validation = _rendered(config, tokenizer, by_split(rows, "validation"))
    if not train:
        raise BadConfigError("data.prompts", "a row of split `train` that fits `max_prompt_tokens`")
    return train, validation[: config.eval_prompts]


def _rendered(
    config: PpoConfig, tokenizer: PreTrainedTokenizerBase, rows: Sequence[Row]
) -> list[Prompt]:
    prompts = [
        Prompt(str(row["prompt_id"]), render_prompt(tokenizer, row["messages"])) for row in rows
    ]
    return [p for p in prompts if len(p.ids) <= config.rollout.max_prompt_tokens]


def text_read(config: PpoConfig, tokenizer: PreTrainedTokenizerBase) -> Tokens | None:
    """Reads the text of the PPO-ptx mix; None where it has no weight.

    Raises:
        BadConfigError: If it has weight but is missing or too short.
    """
    if not config.ptx.coefficient:
        return None
    if config.data.text is None:
        raise BadConfigError("data.text", "pretraining text, as `ptx.coefficient` is above 0")
    rows = rows_read(config.data.text, field="data.text", columns=())
    packed = pack_text(tokenizer, rows, config.ptx.sequence_length)
    if not len(packed):
        needed = f"a text of at least {config.ptx.sequence_length} tokens"
        raise BadConfigError("data.text", needed)
    return packed


def models_load(
    config: PpoConfig, session: Session, tokenizer: PreTrainedTokenizerBase, *, longest: int
) -> Models:
    """Loads policy, reference, reward model and, from the latter, the value network.

    Args:
        config: The run's settings.
        session: The run.
        tokenizer: The policy's.
        longest: Tokens of the longest prompt.

    Raises:
        BadConfigError: If the reward model reads other tokens than the policy writes, or an episode
            would not fit the policy's context.
    """
    tokenizer_matches(config.reward_model, tokenizer, field="reward_model")
    runtime, reference = session.runtime, config.reference or config.model
    policy = causal_load(config.model, tokenizer, runtime, trainable=True)
    longest += config.rollout.max_new_tokens
    context_check(policy, longest, "rollout.max_prompt_tokens + rollout.max_new_tokens")
    frozen = causal_load(reference, tokenizer, runtime, trainable=False, field="reference")
    return Models(
        policy=CausalModel.wrap(policy),
        value=reward_load(config.reward_model, runtime, trainable=True, field="reward_model"),
        reference=CausalModel.wrap(frozen),
        reward=reward_load(config.reward_model, runtime, trainable=False, field="reward_model"),
    )
