"""Writing runs, cycles, policies and gates."""
