"""What upper apps want to do when somebody becomes a member, in the same transaction.

``labeling.quality`` grants eligibility this way. An app registers in its ``AppConfig.ready``, so
that projects need not know it.
"""

from collections.abc import Callable

from touchstone.projects.models import Membership

MembershipHook = Callable[[Membership], None]
_ACTIVATED: list[MembershipHook] = []


def on_membership_activated(hook: MembershipHook) -> MembershipHook:
    """Register ``hook``; it may be called again for the same membership and must not mind."""
    if hook not in _ACTIVATED:
        _ACTIVATED.append(hook)
    return hook


def membership_activated(membership: Membership) -> None:
    """Tell every registered app that this person now works here, or in another role."""
    for hook in _ACTIVATED:
        hook(membership)
