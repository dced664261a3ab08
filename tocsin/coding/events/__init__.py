"""Which acts of a sentence are events, and why the others are none."""
