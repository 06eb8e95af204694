"""A consumer whose receiver is a file: takes, their journals, the manifest."""
