"""Which judgments stand: the one definition, for the ORM and for SQL."""

from django.db.models import Q

STANDING = Q(superseded_by__isnull=True, void__isnull=True)
"""No later revision is in its place, and nobody took it out."""

STANDS = """
    NOT EXISTS (SELECT 1 FROM assignments_judgment later WHERE later.supersedes_id = j.id)
    AND NOT EXISTS (SELECT 1 FROM assignments_judgmentvoid void WHERE void.judgment_id = j.id)
"""
"""The same in SQL, of a judgment ``j``."""
