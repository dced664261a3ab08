"""The services of tocsin: each runs as a process of its own and talks to the others by messages alone."""
