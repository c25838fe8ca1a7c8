"""The one error of this package: a sentence that a person at a terminal can act on."""


class LocalError(Exception):
    """Something stops the embedded instance; the message is one clear sentence."""
