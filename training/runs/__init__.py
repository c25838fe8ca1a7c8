"""Training runs, retrain cycles and gates: rows that GPU workers claim, supervise and finish."""
