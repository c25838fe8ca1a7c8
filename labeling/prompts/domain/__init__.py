"""Pure rules of intake: what a row may be, what is the same, what is nearly the same, which split.

No clock, no database; randomness only as a function of seeds that are stored.
"""
