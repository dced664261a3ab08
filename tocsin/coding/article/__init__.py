"""What a sentence takes from the text around it."""
