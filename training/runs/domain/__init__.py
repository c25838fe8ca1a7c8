"""Pure rules of runs: states, configurations, the gate, the mix of samples."""
