"""Pair outcomes folded per prompt, and the prompts' sums folded per project and per labeler.

Derived rows, written by the fold alone: what they say plus the outcomes not yet folded equals a
recount of the judgments that stand, whenever one looks. ``user`` is null for everybody's outcomes,
each counted once; a labeler's rows (of the shared sample only) count those they are one side of.
"""

from django.conf import settings
from django.db import models

from labeling.agreement import TieRule
from labeling.prompts.models import Prompt
from touchstone.projects.models import Project


class AgreementTotal(models.Model):
    """Pair counts of one prompt: of the shared sample's tasks only, or of all its tasks."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shared_only = models.BooleanField()
    concordant = models.BigIntegerField()
    discordant = models.BigIntegerField()
    tied_one = models.BigIntegerField()
    tied_both = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "shared_only", "user", "prompt"],
                nulls_distinct=False,
                name="agreement_total_once",
            )
        ]

    def __str__(self) -> str:
        return f"agreement on {self.prompt}"


def _sum() -> "models.DecimalField[str, str]":
    # A tie may count half, so that squares have two decimals; exact, unlike floats.
    return models.DecimalField(max_digits=40, decimal_places=2)


class AgreementSum(models.Model):
    """The six sums over prompts from which a figure is made (``agreement.ClusterSums``)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shared_only = models.BooleanField()
    rule = models.CharField(max_length=8, choices=[(rule.value, rule.value) for rule in TieRule])
    n_clusters = models.BigIntegerField()
    sum_x = _sum()
    sum_n = _sum()
    sum_xx = _sum()
    sum_xn = _sum()
    sum_nn = _sum()
    tied = models.BigIntegerField(help_text="Pairs that at least one side ties.")
    pairs = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "shared_only", "user", "rule"],
                nulls_distinct=False,
                name="agreement_sum_once",
            )
        ]

    def __str__(self) -> str:
        return f"agreement of {self.project}, ties {self.rule}"
