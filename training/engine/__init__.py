"""The training engine: torch and transformers, no Django, one run folder per run.

Started as `python -m training.engine RECIPE --config run.json`. The engine knows nothing of the
platform around it: it reads the files its configuration names, writes its run folder, and says how
it ended by its exit code. docs/training.md holds the contract and the numbered details.
"""
