"""Forward passes that compute logits only where they are needed.

The language-model head is the widest layer of a small model, so it runs on target positions alone.
Some architectures scale or cap their logits after the head; `CausalModel` finds out once, by
comparing both ways on a probe, and takes the model's own full forward where they differ.
"""

from dataclasses import dataclass
from typing import Any

import torch
from transformers import PreTrainedModel


@dataclass(frozen=True)
class CausalModel:
    """A causal language model and how to get its logits.

    Attributes:
        net: The transformers model.
        plain_head: True where logits are the output embedding applied to the last hidden state.
    """

    net: PreTrainedModel
    plain_head: bool

    @staticmethod
    def wrap(net: PreTrainedModel) -> "CausalModel":
        """Probes the model once; the probe runs without gradients and without dropout."""
        training = net.training
        net.eval()
        with torch.no_grad():
            probe = torch.arange(4, device=net.device)[None] % net.config.vocab_size
            full = net(input_ids=probe, use_cache=False).logits
            own = net.get_output_embeddings()(_hidden(net, probe, None))
        net.train(training)
        return CausalModel(net, plain_head=torch.allclose(full, own, rtol=1e-4, atol=1e-5))

    def logits_at(
        self, ids: torch.Tensor, where: torch.Tensor, positions: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Computes next-token logits at chosen positions.

        Args:
            ids: [B, T] int64, padded on the right.
            where: [B, T] bool, True at positions whose next token is wanted.
            positions: [B, T] int64 for packed rows, else None.

        Returns:
            [N, V] float32 logits, row by row in reading order.
        """
        if self.plain_head:
            hidden = _hidden(self.net, ids, positions)
            logits: torch.Tensor = self.net.get_output_embeddings()(hidden[where])
        else:
            logits = self.net(input_ids=ids, position_ids=positions, use_cache=False).logits[where]
        return logits.float()


@dataclass(frozen=True)
class RewardModel:
    """A scalar head on a causal backbone.

    Attributes:
        net: `AutoModelForSequenceClassification` with one label, whose head is called `score`.
        shift: Mean score of the demonstrations, subtracted from every score.
    """

    net: PreTrainedModel
    shift: float = 0.0

    def values_at(self, ids: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
        """Reads the head at chosen positions.

        Args:
            ids: [B, T] int64, padded on the right.
            where: [B, T] bool, True at positions whose value is wanted.

        Returns:
            [N] float32 scores, shifted, row by row in reading order.
        """
        head: Any = self.net.score
        values: torch.Tensor = head(_hidden(self.net, ids, None)[where]).squeeze(-1).float()
        return values - self.shift

    def scores(self, ids: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        """Reads the head at one position per row.

        Args:
            ids: [B, T] int64, padded on the right.
            last: [B] int64, index of the last token of the response.

        Returns:
            [B] float32 scores, shifted.
        """
        hidden = _hidden(self.net, ids, None)
        rows = torch.arange(len(ids), device=ids.device)
        head: Any = self.net.score
        scores: torch.Tensor = head(hidden[rows, last]).squeeze(-1).float()
        return scores - self.shift


def _hidden(
    net: PreTrainedModel, ids: torch.Tensor, positions: torch.Tensor | None
) -> torch.Tensor:
    """[B, T, D] last hidden states of the backbone, after its final norm."""
    output = net.base_model(input_ids=ids, position_ids=positions, use_cache=False)
    hidden: torch.Tensor = output.last_hidden_state
    return hidden


def next_is(targets: torch.Tensor) -> torch.Tensor:
    """Turns "this token is to be predicted" into "the next token is to be predicted".

    Args:
        targets: [B, T] bool, False in column 0.

    Returns:
        [B, T] bool, the same marks one column to the left.
    """
    where = torch.zeros_like(targets)
    where[:, :-1] = targets[:, 1:]
    return where
