"""Qualification: practice and screening before the first paid task, and what passing grants.

The four parts are InstructGPT's (Ouyang et al. 2022, app. B.1). A qualification is published in
versions that never change, its items are never edited, and an attempt keeps every figure, cut-off
and version by which it was decided. What reviewers said of an item reaches nobody's browser before
they have answered it, and in the screening never.
"""
