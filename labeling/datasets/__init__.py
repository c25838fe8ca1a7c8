"""Dataset versions: immutable, hashed, with lineage; downloads in the consumers' formats."""
