"""People in Django's admin: opened and closed here, invited elsewhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from touchstone.accounts.models import User
from touchstone.core.admin import BaseAdmin


@admin.register(User)
class UserAdmin(BaseAdmin):
    """Accounts. Passwords are their owners' business; accounts come from invitations."""

    list_display = ("email", "name", "is_active", "is_staff", "is_simulated", "date_joined")
    list_filter = ("is_active", "is_staff", "is_simulated")
    search_fields = ("email", "name")
    fields = ("email", "name", "languages", "is_active", "is_staff", "is_superuser")
    readonly_fields = ("email",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: an account comes from an invitation, or from `manage.py create_admin`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: close the account; what the person did stays."""
        return False
