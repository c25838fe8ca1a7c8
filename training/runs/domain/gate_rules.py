"""The gate's rules: what lets a candidate serve, what keeps it out, and when a person is asked.

A rule passes, fails, or cannot tell. One that fails refuses the candidate; where none fails but
one cannot tell, a person decides. The reward model that PPO optimised has no say about quality.
"""

from dataclasses import dataclass, replace

from training.engine.config.fields import setting
from training.runs.domain.win_rate import WinRate


@dataclass(frozen=True, kw_only=True)
class GateRules:
    """Thresholds, fixed with n before the first comparison is labeled."""

    min_win_rate: float = setting(
        0.5, minimum=0, maximum=1, doc="The interval's lower bound must be above this."
    )
    min_labelers: int = setting(
        2, minimum=1, doc="With fewer labelers a person is asked: it is one person's taste."
    )
    max_kl: float | None = setting(
        50.0,
        above=0,
        doc="Most nats per response from the SFT policy on validation prompts; null: no bound.",
    )
    max_length_ratio: float | None = setting(
        2.0,
        above=1,
        doc="Most that answers may grow, or shrink, against what serves; null: no bound.",
    )
    min_reward_accuracy: float | None = setting(
        0.55,
        minimum=0,
        maximum=1,
        doc="Least held-out accuracy of the reward model that was optimised; null: no bound.",
    )


@dataclass(frozen=True)
class GateEvidence:
    """What is known when the labels are in; `None` where something was not measured."""

    win_rate: WinRate
    n_declared: int
    kl: float | None
    length_ratio: float | None
    reward_accuracy: float | None


@dataclass(frozen=True)
class RuleResult:
    """One rule's word; `passed` is `None` where the evidence cannot tell."""

    name: str
    passed: bool | None
    detail: str


@dataclass(frozen=True)
class Verdict:
    """`promote`, `refuse` or `ask`, each rule's result, and the reasons in words."""

    decision: str
    rules: tuple[RuleResult, ...]
    reasons: tuple[str, ...]


def gate_decide(evidence: GateEvidence, rules: GateRules) -> Verdict:
    """Decide by the rules alone."""
    complete = _complete(evidence.win_rate.n, evidence.n_declared)
    preferred = _win_rate(evidence.win_rate, rules)
    if not complete.passed:
        # Deciding on a part would be looking early: the missing ones may be the hard ones.
        preferred = replace(preferred, passed=None)
    results = (
        preferred,
        complete,
        _labelers(evidence.win_rate, rules),
        _at_most("kl", evidence.kl, rules.max_kl, "nats per response from the SFT policy"),
        _length(evidence.length_ratio, rules.max_length_ratio),
        _reward_accuracy(evidence.reward_accuracy, rules.min_reward_accuracy),
    )
    failed = [result for result in results if result.passed is False]
    unknown = [result for result in results if result.passed is None]
    telling = failed or unknown or results
    decision = "refuse" if failed else "ask" if unknown else "promote"
    return Verdict(decision, results, tuple(result.detail for result in telling))


def _win_rate(found: WinRate, rules: GateRules) -> RuleResult:
    if found.value is None or found.interval is None:
        return RuleResult("win_rate", None, "Too few comparisons for a win rate with an interval.")
    low, high = found.interval
    passed = low > rules.min_win_rate
    sentence = (
        f"People preferred the candidate in {found.value:.1%} of {found.n} comparisons (95 % "
        f"interval {low:.1%} to {high:.1%}, clustered by {' and '.join(found.clustered_by)}); its "
        f"lower bound is {'above' if passed else 'not above'} {rules.min_win_rate:.1%}."
    )
    return RuleResult("win_rate", passed, sentence)


def _complete(n: int, declared: int) -> RuleResult:
    sentence = f"{n} of {declared} declared comparisons are in."
    return RuleResult("labels", True if n >= declared else None, sentence)


def _labelers(found: WinRate, rules: GateRules) -> RuleResult:
    enough = found.n_labelers >= rules.min_labelers
    sentence = f"{found.n_labelers} labelers compared; {rules.min_labelers} are needed."
    return RuleResult("labelers", True if enough else None, sentence)


def _at_most(name: str, found: float | None, bound: float | None, unit: str) -> RuleResult:
    if bound is None:
        return RuleResult(name, True, f"No bound on {name}.")
    if found is None:
        return RuleResult(name, None, f"{name} was not measured; at most {bound:g} {unit}.")
    passed = found <= bound
    return RuleResult(name, passed, f"{name} is {found:.3g} {unit}; at most {bound:g}.")


def _length(found: float | None, bound: float | None) -> RuleResult:
    drift = None if found is None or found <= 0 else max(found, 1 / found)
    result = _at_most("length", drift, bound, "times as long or as short as what serves")
    # Nothing but empty answers on one side: no ratio, and surely no policy to serve.
    empty = found is not None and found <= 0 and bound is not None
    return RuleResult("length", False, "The candidate says nothing.") if empty else result


def _reward_accuracy(found: float | None, bound: float | None) -> RuleResult:
    name = "reward_accuracy"
    if bound is None:
        return RuleResult(name, True, "No bound on the reward model's accuracy.")
    if found is None:
        sentence = "No held-out labels to measure the reward model's accuracy on."
        return RuleResult(name, None, sentence)
    sentence = f"The reward model agrees with {found:.1%} of held-out labels; at least {bound:.1%}."
    return RuleResult(name, found >= bound, sentence)
