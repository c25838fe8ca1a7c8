"""The middle floor: what people do. Pure parts in each app's ``domain``; nothing here imports torch."""
