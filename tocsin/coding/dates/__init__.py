"""Which of the stated times belongs to an event."""
