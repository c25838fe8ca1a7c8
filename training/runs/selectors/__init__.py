"""Reading runs, cycles, policies and gates."""
