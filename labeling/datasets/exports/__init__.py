"""From lineage to rows, from rows to Parquet, from Parquet to what a consumer reads."""
