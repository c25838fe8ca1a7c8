"""What a dataset is: its filters, the shape of its rows, and what is derived from rankings."""
