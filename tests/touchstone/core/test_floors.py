"""The house: foreign keys go down, as imports do; each piece of evidence names its project."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

# Upwards: what stands later may refer to what stands earlier, never the other way round.
ORDER = [
    "touchstone.core",
    "touchstone.accounts",
    "touchstone.projects",
    "touchstone.registry",
    "labeling.prompts",
    "labeling.guidelines",
    "labeling.agreement",
    "labeling.assignments",
    "labeling.quality",
    "labeling.feedback",
    "labeling.datasets",
    "training.runs",
    "training.rehearsal",
]
FLOORS = ("touchstone.", "labeling.", "training.")
REPOSITORY = Path(__file__).resolve().parents[3]


def models_of_ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(FLOORS)]


def height(model: type[Model]) -> int:
    return ORDER.index(model._meta.app_config.name)


def relations(model: type[Model]) -> list[Field]:  # type: ignore[type-arg]
    """Return the model's own foreign keys and many-to-many fields."""
    own = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return [field for field in own if field.is_relation]


def target(field: Field) -> type[Model]:  # type: ignore[type-arg]
    """Return the model that a relation points to."""
    model = field.related_model
    assert model is not None
    return model


def rises(model: type[Model]) -> list[str]:
    """Return the model's foreign keys that point to a higher app."""
    return [
        f"{model._meta.label}.{field.name} -> {target(field)._meta.label}"
        for field in relations(model)
        if target(field).__module__.startswith(FLOORS) and height(target(field)) > height(model)
    ]


def test_every_app_of_ours_has_its_place() -> None:
    ours = {config.name for config in apps.get_app_configs() if config.name.startswith(FLOORS)}
    assert ours <= set(ORDER)


def test_foreign_keys_only_go_down() -> None:
    assert [fault for model in models_of_ours() for fault in rises(model)] == []


def test_a_foreign_key_that_rose_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: turned upside down, the house is full of faults."""
    monkeypatch.setitem(globals(), "ORDER", ORDER[::-1])
    faults = [fault for model in models_of_ours() for fault in rises(model)]
    assert "projects.Membership.user -> accounts.User" in faults
    assert len(faults) > 20


# Rows that are not of one project, or reach theirs through the row that they are part of.
WITHOUT_PROJECT = {
    "core.AuditEvent": "plain id; core stands below projects",
    "core.OutboxMessage": "work, not evidence",
    "accounts.User": "a person works in many projects",
    "projects.Project": "is one",
}


def test_every_row_knows_its_project_or_is_part_of_one_that_does() -> None:
    placed = {m for m in models_of_ours() if "project" in {f.name for f in m._meta.fields}}
    rest = set(models_of_ours()) - placed
    while True:
        parts = {m for m in rest if any(f.related_model in placed for f in relations(m))}
        if not parts:
            break
        placed, rest = placed | parts, rest - parts
    assert {model._meta.label for model in rest} == set(WITHOUT_PROJECT)


def test_what_leaves_the_application_has_a_uuid_of_its_own() -> None:
    for model in models_of_ours():
        names = {field.name: field for field in model._meta.fields}
        assert names["id"].get_internal_type() == "BigAutoField", model
        if "public_id" in names:
            assert names["public_id"].unique
            assert not names["public_id"].editable


def test_platform_is_a_source_root_and_no_package() -> None:
    """With an ``__init__.py`` it would shadow the standard library's ``platform``."""
    import platform

    assert not (REPOSITORY / "platform" / "__init__.py").exists()
    assert platform.python_version()


def test_tests_are_one_package_at_the_top() -> None:
    found = [path.relative_to(REPOSITORY) for path in REPOSITORY.glob("tests/**/__init__.py")]
    assert found == [Path("tests/__init__.py")]
