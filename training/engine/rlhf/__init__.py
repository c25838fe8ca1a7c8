"""The mathematics of learning from preferences: pure functions on tensors, nothing else."""
