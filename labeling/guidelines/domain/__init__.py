"""Pure rules of guidelines: numbers, what a release holds, quizzes, and what changed."""
