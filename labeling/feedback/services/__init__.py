"""Taking thumbs in, changing them, taking them back."""

from labeling.feedback.services.retract import feedback_retract
from labeling.feedback.services.submit import Stored, feedback_submit

__all__ = ["Stored", "feedback_retract", "feedback_submit"]
