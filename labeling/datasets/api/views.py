"""Dataset versions: freezing, watching, downloading (admins)."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labeling.datasets.access import access_dataset
from labeling.datasets.domain.filters import REVIEW, SETTLED, DatasetFilters
from labeling.datasets.exports.download import DownloadFormat
from labeling.datasets.models import DatasetKind, DatasetState, DatasetVersion
from labeling.datasets.services import dataset_download, dataset_version_create
from labeling.prompts.models import Split
from touchstone.accounts.access import current_user
from touchstone.core.api.pagination import PAGE_PARAMETERS, page, page_serializer
from touchstone.core.api.serializers import Input, NamedOutput, Output
from touchstone.core.api.views import ApiView
from touchstone.core.errors import InvalidError
from touchstone.projects.access import access_project
from touchstone.projects.models import Role


class DatasetFiltersInput(Input):
    """Which of the evidence is taken."""

    min_agreement = serializers.FloatField(
        required=False,
        allow_null=True,
        min_value=0.0,
        max_value=1.0,
        help_text="Leaves disputed tasks out of the train split alone; off by default.",
    )
    include_surplus = serializers.BooleanField(required=False)
    settled = serializers.ChoiceField(
        choices=SETTLED,
        required=False,
        help_text="Of settled tasks: the review's ranking (default), or everybody's.",
    )
    review = serializers.ChoiceField(
        choices=REVIEW,
        required=False,
        help_text="Demonstrations that a reviewer let pass (default), or any.",
    )
    include_edits = serializers.BooleanField(
        required=False,
        help_text="Demonstrations: labelers' edits of the better of two, too; off by default.",
    )


class DatasetInput(Input):
    """What to freeze."""

    kind = serializers.ChoiceField(choices=DatasetKind.choices)
    name = serializers.CharField(default="", allow_blank=True, max_length=120)
    filters = DatasetFiltersInput(required=False, allow_null=True)


class DatasetFiltersOutput(Output):
    """Which of the evidence was taken."""

    min_agreement = serializers.FloatField(allow_null=True)
    include_surplus = serializers.BooleanField()
    # A version frozen before these filters were there took everything.
    settled = serializers.ChoiceField(choices=SETTLED, default="all")
    review = serializers.ChoiceField(choices=REVIEW, default="any")
    include_edits = serializers.BooleanField(default=False)


class DatasetRowsOutput(Output):
    """Rows per split."""

    train = serializers.IntegerField()
    validation = serializers.IntegerField()
    test = serializers.IntegerField()


class DatasetOutput(Output):
    """A dataset version."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=DatasetKind.choices)
    number = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=DatasetState.choices)
    error = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()
    rows_done = serializers.IntegerField()
    manifest_sha256 = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    created_by = NamedOutput(allow_null=True)
    frozen_at = serializers.DateTimeField(allow_null=True)
    filters = DatasetFiltersOutput()

    def get_error(self, version: DatasetVersion) -> str | None:
        """Return why it could not be built."""
        return version.error or None

    @extend_schema_field(DatasetRowsOutput)
    def get_rows(self, version: DatasetVersion) -> dict[str, int]:
        """Return the rows per split; zeros until it is built."""
        return {split: version.rows.get(split, 0) for split in Split.values}


class DatasetsView(ApiView):
    """A project's dataset versions."""

    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_serializer(DatasetOutput))
    def get(self, request: Request, project_id: UUID) -> Response:
        """List versions, newest first."""
        access = access_project(current_user(request), project_id, Role.ADMIN)
        versions = DatasetVersion.objects.filter(project=access.project)
        return Response(page(versions.select_related("created_by"), request, DatasetOutput))

    @extend_schema(request=DatasetInput, responses={202: DatasetOutput})
    def post(self, request: Request, project_id: UUID) -> Response:
        """Freeze a version; a worker writes its files."""
        user = current_user(request)
        access = access_project(user, project_id, Role.ADMIN)
        given = self.parse(request, DatasetInput)
        version = dataset_version_create(
            project=access.project,
            kind=DatasetKind(given["kind"]),
            user=user,
            name=given["name"],
            filters=DatasetFilters(**(given.get("filters") or {})),
        )
        return Response(DatasetOutput(version).data, status=202)


class DatasetView(ApiView):
    """One dataset version."""

    @extend_schema(responses=DatasetOutput)
    def get(self, request: Request, dataset_id: UUID) -> Response:
        """Tell how far a version is."""
        return Response(DatasetOutput(access_dataset(current_user(request), dataset_id)).data)


class DatasetDownloadView(ApiView):
    """A version's files."""

    @extend_schema(
        parameters=[OpenApiParameter("format", str, enum=[one.value for one in DownloadFormat])],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, dataset_id: UUID) -> StreamingHttpResponse:
        """Download a ready version as a ZIP archive; the download is recorded."""
        user = current_user(request)
        version = access_dataset(user, dataset_id)
        download = dataset_download(
            version=version, user=user, download_format=_format(request.query_params)
        )
        return StreamingHttpResponse(
            download.chunks,
            content_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{download.filename}"'},
        )


def _format(query: Any) -> DownloadFormat:
    given = query.get("format", DownloadFormat.PARQUET)
    if given not in list(DownloadFormat):
        known = ", ".join(DownloadFormat)
        raise InvalidError(f"`format` is one of {known}, not {given!r}.", code="unknown_format")
    return DownloadFormat(given)
