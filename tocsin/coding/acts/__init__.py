"""Acts of the codebook: where one stands in a sentence, and what it is done with and about."""
