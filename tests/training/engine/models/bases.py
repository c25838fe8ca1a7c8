"""Small bases of foreign make: no chat template, no pad token, other architectures."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers, trainers
from tokenizers.models import BPE
from transformers import (
    Gemma2Config,
    Gemma2ForCausalLM,
    GPT2Config,
    GPT2LMHeadModel,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)


def plain_tokenizer() -> PreTrainedTokenizerBase:
    """Bytes and an end of text, as GPT-2's."""
    backend = Tokenizer(BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=270,
        special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(["we will refund it", "my chair broke"], trainer)
    return PreTrainedTokenizerFast(tokenizer_object=backend, eos_token="<|endoftext|>")


def gpt2(vocab: int) -> PreTrainedModel:
    """Learned positions, biases, dropout."""
    torch.manual_seed(0)
    return GPT2LMHeadModel(
        GPT2Config(vocab_size=vocab, n_positions=256, n_embd=32, n_layer=2, n_head=2)
    )


def gemma2(vocab: int) -> PreTrainedModel:
    """Capped logits and a sliding window."""
    torch.manual_seed(0)
    return Gemma2ForCausalLM(
        Gemma2Config(
            vocab_size=vocab,
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
            head_dim=16,
            sliding_window=8,
            final_logit_softcapping=1.0,
            initializer_range=1.0,
        )
    )


def saved(net: PreTrainedModel, folder: Path) -> str:
    """Saves a base with its tokenizer, as a hub download would lie on the disk."""
    net.save_pretrained(folder)
    plain_tokenizer().save_pretrained(folder)
    return str(folder)
