"""What a rehearsal asserts, by its control; the exit status hangs on it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.rehearsal.labelers import TARGET_AGREEMENT, Control
from training.rehearsal.statistics import HeadToHead, Share

AGREEMENT_TOLERANCE = 0.02


@dataclass(frozen=True)
class Check:
    """One thing that had to come out, and whether it did."""

    name: str
    passed: bool
    detail: str


def checks(
    control: Control,
    duels: Mapping[str, HeadToHead],
    utilities: Mapping[str, Share],
    agreement: Mapping[str, Any],
    gate: str | None,
) -> list[Check]:
    """Return what this rehearsal has to show.

    Args:
        control: What the rankings went by.
        duels: Head to heads by ``"SFT over base"`` and ``"PPO over SFT"``; the latter is missing
            where the rehearsal ended with SFT.
        utilities: Mean true utility by policy.
        agreement: See ``campaign.truth.agreement_figures``.
        gate: Its decision; ``None`` where there was none.
    """
    found = [_better(duels["SFT over base"])]
    if control is not Control.SHUFFLE:
        found.append(_honest_pair(agreement))
    if "PPO over SFT" not in duels:
        return found
    duel = duels["PPO over SFT"]
    if control is Control.TRUE:
        detail = f"the gate decided: {gate}"
        return [*found, _better(duel), Check("the gate promotes", gate == "promote", detail)]
    if control is Control.FLIP:
        return [*found, _followed_down(utilities["SFT"], utilities["PPO"])]
    rate = duel.win_rate
    return [*found, Check("PPO does not beat SFT", not rate.low > 0.5, _interval(rate))]


def _better(duel: HeadToHead) -> Check:
    name = f"{duel.winner} beats {duel.loser}"
    return Check(name, duel.win_rate.low > 0.5, _interval(duel.win_rate))


def _honest_pair(agreement: Mapping[str, Any]) -> Check:
    """The calibration holds on everything ranked, and the labels do not contradict it."""
    asked = float(agreement["honest_asked_again"])
    near = abs(asked - TARGET_AGREEMENT) <= AGREEMENT_TOLERANCE
    interval = agreement["honest"]["interval"]
    low, high = interval or (0.0, 1.0)
    plausible = low - AGREEMENT_TOLERANCE <= TARGET_AGREEMENT <= high + AGREEMENT_TOLERANCE
    said = f"{low:.1%} to {high:.1%}" if interval else "too few to tell"
    detail = f"{asked:.1%} asked about everything; in the labels {said}"
    return Check(f"two honest labelers agree {TARGET_AGREEMENT:.0%}", near and plausible, detail)


def _followed_down(sft: Share, ppo: Share) -> Check:
    detail = f"true utility {sft.value:.3f} before, {ppo.value:.3f} after"
    return Check("PPO follows the flipped labels down", ppo.high < sft.low, detail)


def _interval(rate: Share) -> str:
    return f"{rate.value:.1%} ({rate.low:.1%} to {rate.high:.1%}, n = {rate.n})"
