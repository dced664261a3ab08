"""What a text is made of: tokens, sentences, items of a page, and the terms of the codebook in it."""
