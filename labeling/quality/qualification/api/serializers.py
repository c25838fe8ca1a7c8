"""What versions and items look like from outside; how an admin sends them."""

from typing import Any

from rest_framework import serializers

from labeling.assignments.models import TaskKind
from labeling.quality.models import QualificationItem
from labeling.quality.qualification.domain.items import MAX_COMPLETIONS, MAX_TEXT
from labeling.quality.qualification.domain.parts import (
    DEFAULT_CUTOFFS,
    ItemUse,
    Part,
    PartKind,
)
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.projects.api.projects import SchemaEntryOutput

MAX_ITEMS = 200
MAX_IMPORT = 1000


class QualificationPartOutput(Output):
    """What is asked, and the least that passes."""

    kind = serializers.ChoiceField(choices=PartKind.choices)
    items = serializers.IntegerField(help_text="How many are drawn for an attempt.")
    cutoff = serializers.FloatField(allow_null=True, help_text="null: recorded only.")
    scores = serializers.IntegerField(help_text="Scores that each demonstration waits for.")
    groups = serializers.ListField(child=serializers.CharField())


class QualificationGrantOutput(Output):
    """What passing lets somebody do."""

    kind = serializers.ChoiceField(choices=TaskKind.choices)
    language = serializers.CharField()
    expertise = serializers.CharField()


class QualificationOutput(Output):
    """A version, as everybody of the project may read it."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.IntegerField()
    introduction_markdown = serializers.CharField()
    parts = QualificationPartOutput(many=True)
    grants = QualificationGrantOutput(many=True)
    gates = serializers.BooleanField()
    max_attempts = serializers.IntegerField()
    wait_days = serializers.IntegerField()
    published_at = serializers.DateTimeField()


class QualificationVersionOutput(QualificationOutput):
    """A version and who published it."""

    published_by = NamedOutput()


class QualificationPartInput(Input):
    """A part; a cut-off left out is InstructGPT's."""

    kind = serializers.ChoiceField(choices=PartKind.choices)
    items = serializers.IntegerField(min_value=1, max_value=MAX_ITEMS, default=1)
    cutoff = serializers.FloatField(allow_null=True, required=False)
    scores = serializers.IntegerField(min_value=1, max_value=5, default=1)
    groups = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=50, default=list
    )


class QualificationGrantInput(Input):
    """A kind of work, in a language and with an expertise, or any."""

    kind = serializers.ChoiceField(choices=TaskKind.choices)
    language = serializers.RegexField(
        r"^(\*|[A-Za-z0-9]+(-[A-Za-z0-9]+)*)$", max_length=35, default="*"
    )
    expertise = serializers.CharField(max_length=60, default="*")


class QualificationPublishInput(Input):
    """A new version. Without parts there is nothing to attempt, and nothing is gated."""

    introduction_markdown = serializers.CharField(
        max_length=50_000, allow_blank=True, default="", trim_whitespace=False
    )
    parts = serializers.ListField(child=QualificationPartInput(), max_length=4)
    grants = serializers.ListField(child=QualificationGrantInput(), max_length=50)
    gates = serializers.BooleanField(default=True)
    max_attempts = serializers.IntegerField(min_value=0, max_value=100, default=2)
    wait_days = serializers.IntegerField(min_value=0, max_value=365, default=7)


class QualificationItemOutput(Output):
    """An item with what reviewers said of it: for admins."""

    id = serializers.UUIDField(source="public_id")
    part = serializers.ChoiceField(choices=PartKind.choices)
    use = serializers.ChoiceField(choices=ItemUse.choices)
    language = serializers.CharField()
    text = serializers.CharField(source="content.text", default="")
    flags = SchemaEntryOutput(many=True, source="content.flags", default=list)
    prompt = serializers.CharField(source="content.prompt", default="")
    completions = serializers.ListField(
        child=serializers.CharField(), source="content.completions", default=list
    )
    expected_flags = serializers.ListField(
        child=serializers.CharField(), source="expected.flags", default=list
    )
    expected_ranking = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        source="expected.ranking",
        default=list,
    )
    example = serializers.CharField(source="expected.example", default="")
    explanation_markdown = serializers.CharField()
    added_by = NamedOutput()
    added_at = serializers.DateTimeField()
    retired_at = serializers.SerializerMethodField()

    def get_retired_at(self, item: QualificationItem) -> str | None:
        """Return when it was retired; null while it is asked."""
        retirement = getattr(item, "retirement", None)
        return retirement.retired_at.isoformat() if retirement else None


class QualificationFlagInput(Input):
    """A flag that an item asks about."""

    key = serializers.SlugField(max_length=60)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment] # the field's own label
    description = serializers.CharField(max_length=500, allow_blank=True, default="")


class QualificationItemInput(Input):
    """An item: of flagging (``text``, ``flags``, ``expected_flags``), ranking (``prompt``,
    ``completions``, ``expected_ranking``) or writing (``prompt``, ``example``)."""

    part = serializers.ChoiceField(choices=[kind.value for kind in PartKind])
    use = serializers.ChoiceField(choices=ItemUse.choices, default=ItemUse.SCREENING)
    language = serializers.RegexField(
        r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=35, default="en"
    )
    text = serializers.CharField(max_length=MAX_TEXT, required=False, trim_whitespace=False)
    flags = serializers.ListField(child=QualificationFlagInput(), required=False, max_length=20)
    expected_flags = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=20
    )
    prompt = serializers.CharField(max_length=MAX_TEXT, required=False, trim_whitespace=False)
    completions = serializers.ListField(
        child=serializers.CharField(max_length=MAX_TEXT, trim_whitespace=False),
        required=False,
        max_length=MAX_COMPLETIONS,
    )
    expected_ranking = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0), max_length=MAX_COMPLETIONS
        ),
        required=False,
        max_length=MAX_COMPLETIONS,
        help_text="Groups of completions by number from 0, best first.",
    )
    example = serializers.CharField(
        max_length=MAX_TEXT, required=False, allow_blank=True, trim_whitespace=False
    )
    explanation_markdown = serializers.CharField(
        max_length=MAX_TEXT, allow_blank=True, default="", trim_whitespace=False
    )


class QualificationItemFromGoldInput(Input):
    """Which bank a gold item goes into."""

    use = serializers.ChoiceField(choices=ItemUse.choices, default=ItemUse.SCREENING)


class QualificationItemsImportInput(Input):
    """A file of items, one JSON object a line, each as for adding one."""

    jsonl = serializers.CharField(max_length=5_000_000, trim_whitespace=False)


class QualificationItemsImportOutput(Output):
    """How many were added: all of them."""

    added = serializers.IntegerField()


def parts_from(given: list[dict[str, Any]]) -> list[Part]:
    """Return the parts of a checked body."""
    return [
        Part(
            kind=PartKind(part["kind"]),
            items=part["items"],
            cutoff=part.get("cutoff", DEFAULT_CUTOFFS[PartKind(part["kind"])]),
            scores=part["scores"],
            groups=tuple(part["groups"]),
        )
        for part in given
    ]
