"""The schedule, the optimizer's groups, and weights that do not fit."""

import math

import pytest
import torch

from training.engine.config.common import OptimizerConfig
from training.engine.errors import DivergedError
from training.engine.optimization import Optimizer, learning_rate, trainable, weights_put


@pytest.mark.parametrize(
    ("step", "rate"),
    [(0, 0.1), (5, 0.55), (10, 1.0), (55, 0.55), (100, 0.1)],
)
def test_cosine_rises_from_a_tenth_and_falls_to_its_end(step: int, rate: float) -> None:
    config = OptimizerConfig(lr=1.0, warmup_steps=10, final_lr_fraction=0.1)

    assert learning_rate(config, step, 100) == pytest.approx(rate)


def test_linear_and_constant_schedules() -> None:
    linear = OptimizerConfig(lr=2.0, schedule="linear", final_lr_fraction=0.0)
    constant = OptimizerConfig(lr=2.0, schedule="constant")

    assert [learning_rate(linear, step, 4) for step in range(5)] == [2.0, 1.5, 1.0, 0.5, 0.0]
    assert [learning_rate(constant, step, 4) for step in range(5)] == [2.0] * 5


def test_first_step_is_adams_own() -> None:
    net = torch.nn.Linear(2, 1, bias=False)
    before = net.weight.detach().clone()
    optimizer = Optimizer(net, OptimizerConfig(lr=0.1, schedule="constant", max_grad_norm=0), 1)

    net.weight.grad = torch.tensor([[3.0, -4.0]])
    figures = optimizer.step(0)

    # Bias-corrected moments of a first step cancel: the step is lr times the gradient's sign.
    expected = before - 0.1 * torch.tensor([[1.0, -1.0]])
    torch.testing.assert_close(net.weight.detach(), expected, rtol=1e-4, atol=1e-6)
    assert figures == {"lr": 0.1, "grad_norm": pytest.approx(5.0)}
    assert net.weight.grad is None


def test_vectors_are_spared_from_weight_decay() -> None:
    net = torch.nn.Linear(2, 2)
    bias, weight = net.bias.detach().clone(), net.weight.detach().clone()
    optimizer = Optimizer(net, OptimizerConfig(lr=0.1, schedule="constant", weight_decay=0.5), 1)

    net.weight.grad, net.bias.grad = torch.zeros(2, 2), torch.zeros(2)
    optimizer.step(0)

    torch.testing.assert_close(net.weight.detach(), weight * (1 - 0.1 * 0.5))
    assert torch.equal(net.bias.detach(), bias)


@pytest.mark.parametrize("broken", [math.nan, math.inf])
def test_gradients_that_are_not_finite_end_the_run_and_touch_nothing(broken: float) -> None:
    net = torch.nn.Linear(2, 1, bias=False)
    before = net.weight.detach().clone()
    optimizer = Optimizer(net, OptimizerConfig(), 1)
    net.weight.grad = torch.tensor([[1.0, broken]])

    with pytest.raises(DivergedError, match=r"not finite at step 3: lower `optimizer.lr`"):
        optimizer.step(3)

    assert torch.equal(net.weight.detach(), before)


def test_weights_of_another_model_are_refused() -> None:
    net = torch.nn.Linear(2, 1)

    with pytest.raises(KeyError, match="weights of another model"):
        weights_put(net, {"weight": torch.zeros(1, 2)})


def test_frozen_parameters_are_neither_trained_nor_saved() -> None:
    net = torch.nn.Linear(2, 1)
    net.bias.requires_grad_(False)

    assert list(trainable(net)) == ["weight"]
