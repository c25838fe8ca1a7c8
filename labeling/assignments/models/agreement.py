"""Pair outcomes folded per prompt, so that a figure reads a prompt once."""

from django.conf import settings
from django.db import models

from labeling.prompts.models import Prompt
from touchstone.projects.models import Project


class AgreementTotal(models.Model):
    """Sums of the folded pair outcomes of one prompt: of everybody, or of one labeler's.

    A derived row: totals plus the outcomes not yet folded equal a recount of the judgments that
    stand, whenever one looks. An outcome counts once for everybody (``user`` null) and once for
    each of its two labelers.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="+")
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    in_shared_sample = models.BooleanField()
    concordant = models.BigIntegerField()
    discordant = models.BigIntegerField()
    tied_one = models.BigIntegerField()
    tied_both = models.BigIntegerField()

    class Meta:
        constraints = [
            # Also the figures' scan: the prompts of a project and scope, or of one labeler.
            models.UniqueConstraint(
                fields=["project", "user", "in_shared_sample", "prompt"],
                nulls_distinct=False,
                name="agreement_total_once",
            )
        ]

    def __str__(self) -> str:
        return f"agreement on {self.prompt}"
