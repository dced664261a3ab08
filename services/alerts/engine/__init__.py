"""From recorded events to alerts: a fold. PURE: the same events in the same order give the same alerts."""
