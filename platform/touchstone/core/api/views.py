"""The base view: parse with a named serializer, then access, service or selector, output."""

from typing import Any, TypeVar, cast

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

SerializerT = TypeVar("SerializerT", bound=serializers.Serializer[Any])


class ApiView(APIView):
    """One operation (or the read and write of one resource) of the app's own API."""

    def parse(self, request: Request, input_class: type[SerializerT]) -> dict[str, Any]:
        """Return the validated body.

        Raises:
            serializers.ValidationError: Answered as 422 with a detail per field.
        """
        serializer = input_class(data=request.data)
        serializer.is_valid(raise_exception=True)
        return cast(dict[str, Any], serializer.validated_data)
