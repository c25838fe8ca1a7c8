"""Base serializers: inputs refuse unknown fields, outputs only read."""

from typing import Any

from rest_framework import serializers


class Input(serializers.Serializer[Any]):
    """A request body. Unknown fields are refused, so that a typo never passes silently."""

    def to_internal_value(self, data: Any) -> Any:
        """Return validated data.

        Raises:
            serializers.ValidationError: A field is unknown or wrong.
        """
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                known = ", ".join(sorted(self.fields))
                raise serializers.ValidationError(
                    {
                        name: serializers.ErrorDetail(
                            f"Unknown field. Known fields: {known}.", code="unknown_field"
                        )
                        for name in unknown
                    }
                )
        return super().to_internal_value(data)


class Output(serializers.Serializer[Any]):
    """A response body, from a model instance, a dataclass or a dict."""


class NamedOutput(Output):
    """A person or thing by id and name."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
