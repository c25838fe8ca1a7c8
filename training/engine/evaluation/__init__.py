"""What a trained model is worth, on prompts it has not seen."""
