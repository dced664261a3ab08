"""The forms in which alerts are handed out: CloudEvents as they are on the wire, CAP 1.2 and Atom. PURE."""
