"""The log, the tables that are folded from it, and what is done with both."""
