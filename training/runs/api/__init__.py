"""Runs, retrain policies, cycles and gates over HTTP."""
