"""Remembering up to when somebody has looked."""

from datetime import datetime

from django.db import connection, transaction

from labeling.quality.models import NewsPage
from touchstone.accounts.models import User
from touchstone.projects.models import Project

# Two tabs at once: the later moment stays, whoever comes second. Nothing of the future is seen yet.
_REMEMBER = """
INSERT INTO quality_lastlook AS look (project_id, user_id, page, until)
VALUES (%(project)s, %(user)s, %(page)s, LEAST(%(until)s, statement_timestamp()))
ON CONFLICT (project_id, user_id, page)
DO UPDATE SET until = GREATEST(look.until, EXCLUDED.until)
"""


@transaction.atomic
def look_remember(*, project: Project, user: User, page: NewsPage, until: datetime) -> None:
    """Take what happened up to ``until`` for seen by ``user`` on ``page``.

    ``until`` is the moment of the newest thing that was shown, so that whatever comes while the
    page is being read stays new. No audit row: what somebody has read is nobody's business.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _REMEMBER,
            {"project": project.pk, "user": user.pk, "page": page.value, "until": until},
        )
