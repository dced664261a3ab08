"""Sentences without a parser: verb groups, clauses and their subjects, and how an act is shaded."""
