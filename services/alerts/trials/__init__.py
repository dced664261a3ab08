"""Rules tried: on their own examples, on one article, on the events of a log. PURE."""
