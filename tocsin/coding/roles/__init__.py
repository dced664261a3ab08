"""Who does an act, to whom, and who says so."""
