"""Writing prompts and completions."""

from labeling.prompts.services.completions import ReferenceUse
from labeling.prompts.services.intake import Intake, Refusal, prompt_intake

__all__ = ["Intake", "ReferenceUse", "Refusal", "prompt_intake"]
