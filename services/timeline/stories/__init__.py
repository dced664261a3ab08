"""Which articles and events tell of the same happening, and what they make of it together. PURE."""
