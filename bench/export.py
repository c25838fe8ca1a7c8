"""Import and export: rows per second and peak memory, at two sizes, to show that it stays level.

`python -m bench.export` writes a JSONL file of prompts with four completions of 1 kB, imports it
with ranking tasks, gives each task a judgment, freezes a rankings dataset, builds its Parquet and
streams both downloads. Each step runs in a process of its own, whose peak memory is read at its
end; `base_mib` is what such a process takes before it does anything, and `cpu_s` is its processor
time, PostgreSQL's left out.
"""

import argparse
import json
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.instance import Instance, instance_opened
from bench.machine import machine

_SPAWN = multiprocessing.get_context("spawn")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def _text(generator: random.Random, length: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append("".join(generator.choices(_SYLLABLES, k=generator.randint(1, 4))))
    return " ".join(words)


def _write(path: Path, rows: int) -> None:
    generator = random.Random(1)
    with path.open("w") as file:
        for number in range(rows):
            models = [f"model-{index}" for index in range(4)]
            row = {
                "id": str(number),
                "prompt": f"{_text(generator, 400)} ({rows}, {number})",
                "completions": [{"model": m, "text": _text(generator, 1000)} for m in models],
            }
            file.write(json.dumps(row) + "\n")


def _set_up() -> None:
    import django

    django.setup()


def _base() -> None:
    from labeling.datasets import services  # noqa: F401 - what every step loads


def _import(slug: str, path: str) -> None:
    from django.core.management import call_command

    call_command("import_prompts", slug, path, "--make-tasks", "ranking", verbosity=0)


def _freeze(slug: str) -> None:
    from labeling.datasets.models import DatasetKind
    from labeling.datasets.services import dataset_version_create
    from touchstone.projects.models import Project

    dataset_version_create(project=Project.objects.get(slug=slug), kind=DatasetKind.RANKINGS)


def _version(slug: str) -> Any:
    from labeling.datasets.models import DatasetVersion

    return DatasetVersion.objects.select_related("project").get(project__slug=slug)


def _build(slug: str) -> None:
    from labeling.datasets.services import dataset_version_build

    dataset_version_build(_version(slug))


def _download(slug: str, wanted: str) -> None:
    from labeling.datasets.exports.download import DownloadFormat, archive_stream

    for _ in archive_stream(_version(slug), DownloadFormat(wanted)):
        pass


def _step(work: Callable[..., None], *arguments: Any) -> dict[str, float]:
    """Run ``work`` in a fresh process; return its seconds and its peak memory."""
    receiver, sender = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_run, args=(sender, work, arguments))
    process.start()
    sender.close()
    measured: dict[str, float] = receiver.recv()
    process.join()
    return measured


def _run(sender: Any, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    _set_up()
    _base()
    begun, cpu = time.perf_counter(), time.process_time()
    work(*arguments)
    seconds, cpu_s = time.perf_counter() - begun, round(time.process_time() - cpu, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send({"seconds": seconds, "cpu_s": cpu_s, "peak_mib": round(peak, 1)})


_JUDGE = """
INSERT INTO assignments_assignment (public_id, project_id, task_id, user_id, place_id, kind, state,
    rating_schema_id, display_order, lease_until, active_ms)
SELECT gen_random_uuid(), t.project_id, t.id, %(user)s, p.id, t.kind, 'submitted', %(schema)s,
    '{}', now(), 0
FROM assignments_labelingtask t JOIN assignments_taskplace p ON p.task_id = t.id AND p.index = 0
WHERE t.project_id = %(project)s;
INSERT INTO assignments_judgment (public_id, project_id, assignment_id, task_id, prompt_id, user_id,
    kind, revision, counted, ranking, strength, both_bad, prompt_fields, rating_schema_id,
    interface_version, submission_id, submission_sha256, active_ms, wall_ms, occurred_at,
    is_simulated)
SELECT gen_random_uuid(), a.project_id, a.id, a.task_id, t.prompt_id, a.user_id, a.kind, 1, true,
    (SELECT jsonb_agg(jsonb_build_array(c.completion_id) ORDER BY c.index)
     FROM assignments_taskcompletion c WHERE c.task_id = a.task_id),
    '', false, '{}', a.rating_schema_id, '', gen_random_uuid(), '', 0, 0, now(), false
FROM assignments_assignment a JOIN assignments_labelingtask t ON t.id = a.task_id
WHERE a.project_id = %(project)s;
ANALYZE;
"""


def _project(slug: str) -> dict[str, int]:
    from touchstone.accounts.models import User
    from touchstone.projects.models import Project, RatingSchema

    project = Project.objects.create(slug=slug, name=slug)
    schema = RatingSchema.objects.create(
        project=project, version=1, scale={}, flags=[], prompt_fields=[]
    )
    user = User.objects.create_user(f"{slug}@example.org", name=slug)
    return {"project": project.pk, "schema": schema.pk, "user": user.pk}


def _judge(ids: dict[str, int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in _JUDGE.split(";")[:-1]:
            cursor.execute(statement, ids)


def _measure(instance: Instance, rows: int) -> dict[str, Any]:
    slug, path = f"rows-{rows}", instance.folder / f"{rows}.jsonl"
    _write(path, rows)
    ids = _project(slug)
    steps = {"import": _step(_import, slug, str(path))}
    _judge(ids)
    steps["freeze"] = _step(_freeze, slug)
    steps["build_parquet"] = _step(_build, slug)
    steps["download_parquet"] = _step(_download, slug, "parquet")
    steps["download_trl"] = _step(_download, slug, "trl")
    for step in steps.values():
        step["rows_per_s"] = round(rows / step["seconds"], 1)
        step["seconds"] = round(step["seconds"], 2)
    return {"rows": rows, "jsonl_mib": round(path.stat().st_size / 2**20, 1), **steps}


def main() -> int:
    """Run the benchmark; print one JSON object.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[2_000, 20_000])
    options = parser.parse_args()
    report: dict[str, Any] = {"bench": "export", **machine()}
    with instance_opened() as instance:
        report["base_mib"] = _step(_base)["peak_mib"]
        report["at"] = [_measure(instance, rows) for rows in options.rows]
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
