"""The API's conventions: one envelope for errors, one cursor, one base view, one schema class."""
