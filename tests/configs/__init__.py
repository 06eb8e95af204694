"""The samples in `configs/` do what they say."""
