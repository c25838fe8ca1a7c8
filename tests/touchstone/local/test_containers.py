"""The container files, as far as they can be checked where no engine runs.

Both compose files against the Compose Specification's own JSON schema; the names that they share
with the code (settings, queues, the probe) against the code. Whether the images build and start
is not checked here.
"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from touchstone.local.application import NAMES
from touchstone.settings.environment import PREFIX, Environment

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "tests" / "data" / "compose-spec.json").read_text())
FILES = ("docker-compose.yml", "docker-compose.gpu.yml")


def compose(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text())
    return found


@pytest.mark.parametrize("name", FILES)
def test_compose_file_follows_the_specification(name: str) -> None:
    jsonschema.validate(compose(name), SCHEMA)


def test_specification_refuses_a_wrong_file() -> None:
    wrong = compose(FILES[0])
    wrong["services"]["web"]["prots"] = ["8000:8000"]
    with pytest.raises(jsonschema.ValidationError, match="prots"):
        jsonschema.validate(wrong, SCHEMA)


def test_every_process_of_the_instance_has_a_container() -> None:
    services = compose(FILES[0])["services"]
    assert {*NAMES, "postgres", "redis", "objects"} <= set(services)
    assert services["vllm"]["profiles"] == ["vllm"]
    assert "-Q default" in services["worker"]["command"]
    assert "-Q gpu" in services["worker-gpu"]["command"]


@pytest.mark.parametrize("process", NAMES)
def test_containers_settings_are_ones_that_the_application_knows(process: str) -> None:
    known = {f"{PREFIX}{name}".upper() for name in Environment.model_fields}
    environment = compose(FILES[0])["services"][process]["environment"]
    ours = {name for name in environment if name.startswith(PREFIX)}
    assert ours
    assert ours <= known
    assert {"DATABASE_URL", "REDIS_URL"} <= set(environment)


def test_no_secret_has_a_default() -> None:
    text = (ROOT / FILES[0]).read_text()
    secret = re.compile(r"\$\{(\w*(?:PASSWORD|SECRET|HASH_KEYS)\w*)([^}]*)")
    found = secret.findall(text)
    assert {name for name, _ in found} == {
        "POSTGRES_PASSWORD",
        "OBJECTS_PASSWORD",
        "TOUCHSTONE_SECRET_KEY",
        "TOUCHSTONE_HASH_KEYS",
    }
    assert all(rest.startswith(":?") for _, rest in found)


def test_named_volumes_and_dependencies_exist() -> None:
    found = compose(FILES[0])
    for service in found["services"].values():
        assert set(service.get("depends_on", {})) <= set(found["services"])
        mounted = {mount.split(":")[0] for mount in service.get("volumes", [])}
        assert mounted <= set(found["volumes"])
