"""Sums of agreement per project and labeler. Outcomes folded before are folded again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from touchstone.core.tenancy import same_project

_RULES = [("excluded", "excluded"), ("half", "half"), ("strict", "strict")]


def _key(to: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


def _scope() -> list:
    return [
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        ("shared_only", models.BooleanField()),
        ("project", _key("projects.project")),
        (
            "user",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]


def _sum() -> models.DecimalField:
    return models.DecimalField(decimal_places=2, max_digits=40)


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0003_tenancy"),
        ("projects", "0001_initial"),
        ("prompts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel("AgreementTotal"),
        migrations.CreateModel(
            "AgreementTotal",
            fields=[
                *_scope(),
                ("prompt", _key("prompts.prompt")),
                *(
                    (name, models.BigIntegerField())
                    for name in ("concordant", "discordant", "tied_one", "tied_both")
                ),
            ],
        ),
        migrations.CreateModel(
            "AgreementSum",
            fields=[
                *_scope(),
                ("rule", models.CharField(choices=_RULES, max_length=8)),
                ("n_clusters", models.BigIntegerField()),
                *((name, _sum()) for name in ("sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn")),
                (
                    "tied",
                    models.BigIntegerField(help_text="Pairs that at least one side ties."),
                ),
                ("pairs", models.BigIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            "AgreementTotal",
            models.UniqueConstraint(
                fields=["project", "shared_only", "user", "prompt"],
                name="agreement_total_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            "AgreementSum",
            models.UniqueConstraint(
                fields=["project", "shared_only", "user", "rule"],
                name="agreement_sum_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            "UPDATE assignments_pairoutcome SET folded = false WHERE folded",
            migrations.RunSQL.noop,
        ),
        same_project("assignments"),
    ]
