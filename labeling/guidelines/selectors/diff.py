"""What changed from one release to another, with the notes of those in between."""

from dataclasses import dataclass

from django.db.models import Q

from labeling.guidelines.domain.changes import Changes, Parts, changes
from labeling.guidelines.domain.content import Example, Term
from labeling.guidelines.models import GuidelineVersion
from labeling.guidelines.selectors.release import guideline_latest


@dataclass(frozen=True)
class GuidelineDiff:
    """A diff; ``release`` is ``None`` for a draft, ``against`` where there was none before."""

    release: GuidelineVersion | None
    against: GuidelineVersion | None
    notes: list[GuidelineVersion]
    changes: Changes


def guideline_diff(*, release: GuidelineVersion, against: GuidelineVersion | None) -> GuidelineDiff:
    """Return what changed from ``against`` to ``release``; ``notes`` are the newest first."""
    notes = list(_between(release, against)) if against else [release]
    return GuidelineDiff(release, against, notes, changes(_parts(against), _parts(release)))


def guideline_draft_diff(
    *, project_id: int, body_markdown: str, examples: list[Example], glossary: list[Term]
) -> GuidelineDiff:
    """Return what a draft would change of the release in force."""
    latest = guideline_latest(project_id=project_id)
    draft = Parts(body_markdown, examples, glossary)
    return GuidelineDiff(None, latest, [], changes(_parts(latest), draft))


def _between(release: GuidelineVersion, against: GuidelineVersion) -> list[GuidelineVersion]:
    later = Q(major__gt=against.major) | Q(major=against.major, minor__gt=against.minor)
    not_after = Q(major__lt=release.major) | Q(major=release.major, minor__lte=release.minor)
    found = GuidelineVersion.objects.filter(later & not_after, project_id=release.project_id)
    return list(found.only("public_id", "major", "minor", "note").order_by("-major", "-minor"))


def _parts(release: GuidelineVersion | None) -> Parts:
    if release is None:
        return Parts()
    return Parts(release.body_markdown, release.examples, release.glossary)
