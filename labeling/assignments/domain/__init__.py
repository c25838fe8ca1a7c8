"""Pure rules of human work: states, answers, order."""
