"""Pure rules: what an item and an answer are, how items are drawn, figures, and the decision."""
