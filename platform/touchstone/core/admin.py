"""Django's admin: a window on the rows, closed to changes wherever the rows are evidence."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.db.models import JSONField, Model, QuerySet, TextField
from django.http import HttpRequest

from touchstone.core.models import OutboxMessage, OutboxState

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Model]
else:
    BaseAdmin = admin.ModelAdmin  # generic in the stubs alone


class ReadOnlyAdmin(BaseAdmin):
    """Shows rows and changes none: what may be done to them, a service does."""

    show_full_result_count = False
    list_per_page = 50

    def get_list_display(self, request: HttpRequest) -> list[str]:  # type: ignore[override]
        """Return every short column, so that a table needs no declaration of its own."""
        long = (JSONField, TextField)
        return [
            field.name for field in self.model._meta.concrete_fields if not isinstance(field, long)
        ]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        """Return the foreign keys: one query for a page of rows."""
        return [field.name for field in self.model._meta.concrete_fields if field.is_relation]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


def show(app_label: str) -> None:
    """Register every model of an app that is not registered yet, to be looked at."""
    for model in apps.get_app_config(app_label).get_models():
        if not admin.site.is_registered(model):
            admin.site.register(model, ReadOnlyAdmin)


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    """Messages; what was given up can be tried again."""

    list_filter = ("state", "topic")
    actions = ("try_again",)

    @admin.action(description="Try again what was given up")
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        """Let the sweeper find the selected messages anew."""
        again = queryset.filter(state=OutboxState.DEAD).update(
            state=OutboxState.WAITING, attempts=0, lease_until=None
        )
        self.message_user(request, f"{again} messages will be tried again.")


show("core")
