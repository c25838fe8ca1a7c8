"""People's quality: one module per noun, all of them named here."""
