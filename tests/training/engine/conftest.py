"""Models of the tiny world, each trained once per session and read-only for the tests."""

import dataclasses
import random

import pytest

from tests.training.engine.world import (
    FAST,
    REFUND,
    REPAIR,
    SHAPE,
    World,
    answer,
    question,
    ranking,
    run,
    split,
    write_rows,
)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> World:
    root = tmp_path_factory.mktemp("world")
    chance = random.Random(0)
    remedies = [chance.choice([REPAIR, REFUND]) for _ in range(400)]
    text = [
        {"messages": [*question(n), {"role": "assistant", "content": answer(n, remedies[n])}]}
        for n in range(400)
    ]
    demonstrations = [
        {
            "prompt_id": f"p{n}",
            "messages": question(n),
            "completion": answer(n, remedies[n]),
            "split": split(n),
        }
        for n in range(80)
    ]
    return World(
        root=root,
        text=write_rows(root / "text.jsonl", text),
        demonstrations=write_rows(root / "demonstrations.jsonl", demonstrations),
        rankings=write_rows(root / "rankings.jsonl", [ranking(n, chance) for n in range(60)]),
        prompts=write_rows(
            root / "prompts.jsonl",
            [{"prompt_id": f"p{n}", "messages": question(n), "split": split(n)} for n in range(60)],
        ),
    )


@pytest.fixture(scope="session")
def with_base(files: World) -> World:
    """Adds the pretrained base."""
    config = {
        "model": {"architecture": SHAPE},
        "data": {"text": files.text},
        "steps": 120,
        "sequence_length": 48,
        "optimizer": FAST,
    }
    folder = run("pretrain", files.root / "base", config)
    return dataclasses.replace(files, base=str(folder / "model"))


@pytest.fixture(scope="session")
def with_policy(with_base: World) -> World:
    """Adds the SFT policy."""
    config = {
        "model": with_base.base,
        "data": {"demonstrations": with_base.demonstrations},
        "epochs": 3,
        "batch_size": 8,
        "optimizer": FAST,
    }
    folder = run("sft", with_base.root / "sft", config)
    return dataclasses.replace(with_base, policy=str(folder / "model"))


@pytest.fixture(scope="session")
def world(with_policy: World) -> World:
    """Adds the reward model."""
    config = {
        "model": with_policy.policy,
        "data": {
            "rankings": with_policy.rankings,
            "demonstrations": with_policy.demonstrations,
        },
        "epochs": 2,
        "batch_size": 4,
        "optimizer": FAST,
        "measured_agreement": 0.82,
    }
    folder = run("reward", with_policy.root / "reward", config)
    return dataclasses.replace(with_policy, reward=str(folder / "model"))
