"""Who and where is named, and whose is meant."""
