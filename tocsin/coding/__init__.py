"""The coder: a pure function from one article to its reading."""
