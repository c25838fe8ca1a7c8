"""What changed between releases, over HTTP."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.guidelines.access import access_guideline
from labeling.guidelines.api.serializers import GuidelineDraftInput, GuidelineRefOutput, plain
from labeling.guidelines.models import GuidelineVersion
from labeling.guidelines.selectors.diff import guideline_diff, guideline_draft_diff
from labeling.guidelines.selectors.release import guideline_before
from touchstone.accounts.access import current_user
from touchstone.accounts.models import User
from touchstone.core.api.serializers import Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError, NotFoundError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role

_BLOCKS = ["same", "folded", "added", "removed", "changed", "moved_from", "moved_to"]
_WORDS = ["same", "added", "removed"]


class DiffWordsOutput(Output):
    """Some words of a changed paragraph."""

    kind = serializers.ChoiceField(choices=_WORDS)
    text = serializers.CharField()


class DiffBlockOutput(Output):
    """A paragraph, or several unchanged ones folded; ``words`` only where it changed."""

    kind = serializers.ChoiceField(choices=_BLOCKS)
    text = serializers.CharField()
    paragraphs = serializers.IntegerField()
    words = DiffWordsOutput(many=True)


class GuidelineNoteOutput(Output):
    """What a release said of itself."""

    number = serializers.CharField()
    note = serializers.CharField()


class GuidelineDiffOutput(Output):
    """What changed; ``release`` is null for a draft, ``against`` where nothing was before."""

    release = GuidelineRefOutput(allow_null=True)
    against = GuidelineRefOutput(allow_null=True)
    notes = GuidelineNoteOutput(many=True)
    body = DiffBlockOutput(many=True, source="changes.body")
    examples = DiffBlockOutput(many=True, source="changes.examples")
    glossary = DiffBlockOutput(many=True, source="changes.glossary")


class GuidelineDiffView(ApiView):
    """What a release changed."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "against", UUID, description="A release of the same project; else the one before."
            )
        ],
        responses=GuidelineDiffOutput,
    )
    def get(self, request: Request, guideline_id: UUID) -> Response:
        """Return what changed since ``against``, by paragraph and word."""
        user = current_user(request)
        release = access_guideline(user, guideline_id)
        against = _against(user, release, request.query_params.get("against"))
        return Response(GuidelineDiffOutput(guideline_diff(release=release, against=against)).data)


class GuidelineDraftDiffView(ApiView):
    """What a draft would change."""

    @extend_schema(request=GuidelineDraftInput, responses=GuidelineDiffOutput)
    def post(self, request: Request, project_id: UUID) -> Response:
        """Return what the draft changes of the release in force (admins); nothing is stored."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        given = plain(self.parse(request, GuidelineDraftInput))
        found = guideline_draft_diff(project_id=access.project.pk, **given)
        return Response(GuidelineDiffOutput(found).data)


def _against(user: User, release: GuidelineVersion, against: str | None) -> GuidelineVersion | None:
    if against is None:
        return guideline_before(release)
    try:
        wanted = UUID(against)
    except ValueError as error:
        raise InvalidError(
            f"`against` is the id of a release of the same project, not {against!r}."
        ) from error
    other = access_guideline(user, wanted)
    if other.project_id != release.project_id:
        raise NotFoundError("guideline release")
    return other
