"""Fill Label Studio with people, a project and tasks, or look what is there afterwards.

Runs under Label Studio's own Python and settings, in its package's folder; reads one JSON object
from the standard input and prints one.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count, F  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

BATCH = 2_000
RANKING = """<View>
  <Text name="prompt" value="$prompt"/>
  <List name="answers" value="$answers" title="Answers"/>
  <Ranker name="ranking" toName="answers"/>
</View>"""
# A name of its own: only Label Studio has these models, and no type checker knows them here.
_MODELS: Callable[[str], Any] = apps.get_model
User: Any = _MODELS("users.User")
Organization: Any = _MODELS("organizations.Organization")
Task: Any = _MODELS("tasks.Task")
Annotation: Any = _MODELS("tasks.Annotation")
TaskLock: Any = _MODELS("tasks.TaskLock")
_WORDS = ["the", "of", "and", "labels", "answer", "because", "often", "kindly", "short", "true"]


def fill(*, tasks: int, people: int, overlap: int) -> dict[str, Any]:
    """Store people, a project and ranking tasks, through the API where there is one."""
    owner = User.objects.create_user("owner@example.org", username="owner")
    organization = Organization.create_organization(created_by=owner, title="Bench")
    crew = [
        User.objects.create_user(f"labeler-{number}@example.org", username=f"labeler-{number}")
        for number in range(people)
    ]
    for user in crew:
        organization.add_user(user)
    for user in (owner, *crew):
        user.active_organization = organization
        user.save(update_fields=["active_organization"])
    client = _logged_in(owner)
    project = _post(
        client,
        "/api/projects/",
        {"title": "Bench", "label_config": RANKING, "maximum_annotations": overlap},
    )
    generator = random.Random(0)
    for start in range(0, tasks, BATCH):
        rows = [_task(number, generator) for number in range(start, min(tasks, start + BATCH))]
        _post(client, f"/api/projects/{project['id']}/import", rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sessions = [_logged_in(user).cookies[settings.SESSION_COOKIE_NAME].value for user in crew]
    return {"project_id": project["id"], "sessions": sessions}


def _logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    session: Any = client.session
    session["last_login"] = time.time()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def _post(client: Client, path: str, body: Any) -> dict[str, Any]:
    response = client.post(path, body, content_type="application/json")
    if response.status_code not in (200, 201):
        raise RuntimeError(f"{path}: {response.status_code} {response.content[:500]!r}")
    answer: dict[str, Any] = response.json()
    return answer


def _task(number: int, generator: random.Random) -> dict[str, Any]:
    return {
        "prompt": f"Question {number}: " + "why? " * 30,
        "answers": [
            {"id": str(index), "body": " ".join(generator.choices(_WORDS, k=120))}
            for index in range(4)
        ],
    }


def look() -> dict[str, Any]:
    """Return what broke its promise, and what is held for whom."""
    counted = Task.objects.annotate(judged=Count("annotations"))
    doubled = Annotation.objects.values("task_id", "completed_by_id").annotate(n=Count("id"))
    locks = TaskLock.objects.filter(expire_at__gt=timezone.now())
    longest = locks.order_by("-expire_at").values_list("expire_at", flat=True).first()
    return {
        "annotations": Annotation.objects.count(),
        "over_overlap": counted.filter(judged__gt=F("overlap")).count(),
        "twice_to_one_person": doubled.filter(n__gt=1).count(),
        "held": locks.count(),
        "held_for_s": round((longest - timezone.now()).total_seconds()) if longest else 0,
    }


if __name__ == "__main__":
    order = json.load(sys.stdin)
    print("\n" + json.dumps(fill(**order) if order else look()))
