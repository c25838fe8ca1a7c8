"""The middle floor: what people do. The pure part of an app is its `domain`; no torch here."""
