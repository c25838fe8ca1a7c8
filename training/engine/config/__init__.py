"""What a run.json may say: one frozen dataclass per recipe, validated once."""
