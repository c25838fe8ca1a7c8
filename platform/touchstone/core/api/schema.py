"""OpenAPI conventions: every operation documents the error envelope, so clients are typed."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from touchstone.core.api.errors import ErrorEnvelope

ERROR_STATUSES = {
    "401": "Not logged in, or no valid key.",
    "404": "Unknown, or not yours to know of.",
    "409": "The state of things does not allow it.",
    "422": "The content is not valid.",
}


class ApiSchema(AutoSchema):
    """Names operations after their view: ``AssignmentSubmitView`` is ``assignment_submit``."""

    def get_operation_id(self) -> str:
        """Return the view's name in snake case, with the method where a view has several."""
        name = type(self.view).__name__.removesuffix("View")
        snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
        methods = [m for m in ("get", "post", "put", "patch", "delete") if hasattr(self.view, m)]
        return snake if len(methods) == 1 else f"{snake}_{self.method.lower()}"

    def get_tags(self) -> list[str]:
        """Return the app's noun as the tag."""
        module = type(self.view).__module__.split(".")
        return [module[1] if len(module) > 1 else module[0]]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """Return the operation, after making sure the envelope is a component.

        Not in ``get_response_serializers``: ``@extend_schema(responses=...)`` replaces that one.
        """
        operation = super().get_operation(*args, **kwargs)
        self.resolve_serializer(ErrorEnvelope, "response")
        return operation


def add_error_responses(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing hook: add the error envelope to every operation."""
    reference = {"$ref": "#/components/schemas/ErrorEnvelope"}
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            if not isinstance(operation, dict) or "responses" not in operation:
                continue
            for status, description in ERROR_STATUSES.items():
                operation["responses"].setdefault(
                    status,
                    {
                        "description": description,
                        "content": {"application/json": {"schema": reference}},
                    },
                )
    return result
