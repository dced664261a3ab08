"""What the alerts service answers over HTTP."""
