"""The process environment as one typed object; every knob of a deployment stands here.

Unknown ``TOUCHSTONE_*`` variables are refused, so that a misspelt setting fails at start and not
in production. ``DATABASE_URL`` and ``REDIS_URL`` keep their usual names; unset, they point at the
embedded instance (see ``touchstone.local``).
"""

import os
import secrets
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from touchstone.local import discovery

PREFIX = "TOUCHSTONE_"
REPOSITORY = Path(__file__).resolve().parents[3]


class Environment(BaseSettings):
    """Settings of one deployment, read once from the environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    instance: str = Field("demo", description="Name of the embedded instance under `var`.")
    var: Path = Field(REPOSITORY / "var", description="Folder for everything that is written.")
    debug: bool = Field(False, description="Django's debug mode; never on a public address.")
    secret_key: str | None = Field(None, description="Django's signing key; unset: kept in `var`.")
    hash_keys: dict[str, str] | None = Field(
        None,
        description="Keys for hashes of end users, id to secret; the last one is used for new "
        "hashes. Unset: kept in `var`.",
    )
    allowed_hosts: list[str] = Field(["127.0.0.1", "localhost", "[::1]"])
    public_url: str = Field("http://127.0.0.1:8000", description="Base of invitation links.")
    https: bool = Field(
        True,
        description="Serve only over TLS: secure cookies, HSTS, redirect. The embedded instance "
        "turns it off, since it listens on the loopback address alone.",
    )
    trusted_proxies: int = Field(
        0, ge=0, description="Reverse proxies in front, whose `X-Forwarded-For` is believed."
    )
    database_url: str | None = Field(None, validation_alias=AliasChoices("DATABASE_URL"))
    redis_url: str | None = Field(None, validation_alias=AliasChoices("REDIS_URL"))
    database_pool: int = Field(
        8, ge=0, description="Connections per web or worker process; 0: no pool."
    )
    storage_url: str | None = Field(
        None, description="`s3://bucket/prefix` or a folder; unset: `var/<instance>/storage`."
    )
    runs_dir: Path | None = Field(None, description="Run folders; unset: `var/<instance>/runs`.")
    broker_visibility_timeout_s: int = Field(
        3600, ge=10, description="When Redis hands an unacknowledged message to another worker."
    )
    sweep_every_s: float = Field(5.0, gt=0, description="How often forgotten work is looked for.")
    run_lease_s: float = Field(
        60.0, gt=0, description="A GPU worker silent for this long has lost its run."
    )
    trainer_threads: int = Field(1, ge=1, description="Torch threads of a training process.")
    feedback_rate: float = Field(
        200.0, gt=0, description="Requests a second of one API key and web process; bursts of 5 s."
    )
    static_dist: Path = Field(REPOSITORY / "frontend" / "dist", description="The built frontend.")

    @property
    def instance_dir(self) -> Path:
        """Folder of this instance under ``var``."""
        return self.var / self.instance


def environment_load() -> Environment:
    """Read the environment, and refuse ``TOUCHSTONE_*`` variables that nothing reads.

    Raises:
        ValueError: An unknown variable is set; the message lists the known ones.
    """
    known = {f"{PREFIX}{name}".upper() for name in Environment.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise ValueError(
            f"Unknown settings {', '.join(unknown)}. Known: {', '.join(sorted(known))}. "
            "Remove them or correct the spelling."
        )
    return Environment()


def service_urls(environment: Environment) -> tuple[str | None, str | None]:
    """Return the addresses of PostgreSQL and Redis: from outside, else of the embedded instance.

    Returns:
        ``(database_url, redis_url)``; ``None`` for what is neither set nor running.
    """
    database_url, redis_url = environment.database_url, environment.redis_url
    if database_url is None or redis_url is None:
        found = discovery.service_urls(environment.instance_dir)
        database_url = database_url or found.database_url
        redis_url = redis_url or found.redis_url
    return database_url, redis_url


def instance_secret(environment: Environment, name: str) -> str:
    """Return the instance's own secret ``name``, made on first use and kept with mode 600."""
    path = environment.instance_dir / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        value = secrets.token_urlsafe(48)
        file.write(value)
    return value


def hash_keys(environment: Environment) -> dict[str, str]:
    """Return the keys for hashes of end users, oldest first."""
    return environment.hash_keys or {"k1": instance_secret(environment, "hash_key")}
