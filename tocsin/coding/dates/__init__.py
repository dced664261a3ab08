"""Which of the stated times belongs to an event.

What each module decides:

- `dating`, `stating`: the time of an event, and which of the stated ones around it that is
- `moorings`, `mooring`: the clause that each stated time belongs to
- `vicinity`, `dependants`: the times around an act, from its own clause outwards
- `describing`, `nominal`: times that tell of a noun, or of the act that one names
- `reckoning`, `eves`, `anniversaries`: "three days after", "the eve of", "ten years ago"
- `clock`, `tale`: the time that runs on from sentence to sentence; what happened longer ago
- `occurrence`: from a time to when something took place
"""
