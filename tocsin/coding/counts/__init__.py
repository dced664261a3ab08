"""How many: numbers, what they count, and how sure the text is of them."""
