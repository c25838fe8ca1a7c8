"""What a person reads when the demo is up."""

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from touchstone.local.commands import panel

USERS = [
    {"role": "labeler", "email": "bob@example.org", "password": "[red]not-markup[/red]"},
    {"role": "admin", "email": "alice@example.org", "password": "Kd83-long-enough-Zq"},
]


def printed(folder: Path) -> str:
    console = Console(width=120, record=True, file=StringIO())
    console.print(panel(folder, "http://127.0.0.1:8123"))
    return console.export_text()


def test_panel_shows_the_address_and_every_login_as_written(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps({"url": "http://old:1", "users": USERS}))
    text = printed(tmp_path / "demo")
    assert "http://127.0.0.1:8123" in text
    for user in USERS:
        line = next(line for line in text.splitlines() if user["email"] in line)
        assert user["role"] in line
        assert user["password"] in line


def test_panel_without_a_seed_shows_the_address_alone(tmp_path: Path) -> None:
    text = printed(tmp_path / "demo")
    assert "http://127.0.0.1:8123" in text
    assert "@" not in text
