"""Full text of recordings: what is found by which words, equal on every database."""
