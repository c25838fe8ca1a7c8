"""A small Llama and its tokenizer from nothing but texts: for the demo, rehearsals and tests."""

from collections.abc import Iterable, Iterator

import torch
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)

from training.engine.config.pretrain import ArchitectureConfig

PAD, END, SYSTEM, USER, ASSISTANT = (
    "<|pad|>",
    "<|end|>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
)
# One token per turn heading: with 28-token prompts, words would be a third of them.
TINY_TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|' + message['role'] + '|>' + message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ eos_token }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def tokenizer_train(texts: Iterable[str], *, vocab: int) -> PreTrainedTokenizerBase:
    """Trains a byte-level BPE: lossless, nothing is unknown, words become single tokens.

    Args:
        texts: The corpus.
        vocab: Most tokens it may have, the 256 bytes and five special ones included.

    Returns:
        A tokenizer with `<|end|>` as its end of text and `TINY_TEMPLATE` as its chat template.
    """
    backend = Tokenizer(BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab,
        special_tokens=[_special(name) for name in (PAD, END, SYSTEM, USER, ASSISTANT)],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(_iterate(texts), trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=backend,
        pad_token=PAD,
        eos_token=END,
        clean_up_tokenization_spaces=False,
    )
    tokenizer.chat_template = TINY_TEMPLATE
    return tokenizer


def llama_build(
    shape: ArchitectureConfig, tokenizer: PreTrainedTokenizerBase, *, seed: int
) -> LlamaForCausalLM:
    """Builds a Llama with untrained weights and tied embeddings.

    Args:
        shape: Its size; the vocabulary is the tokenizer's.
        tokenizer: Its tokenizer.
        seed: Seed of the initial weights.
    """
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=shape.hidden,
        intermediate_size=shape.mlp,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        max_position_embeddings=shape.context,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return LlamaForCausalLM(config)


def _special(name: str) -> AddedToken:
    return AddedToken(name, special=True, normalized=False)


def _iterate(texts: Iterable[str]) -> Iterator[str]:
    yield from texts
