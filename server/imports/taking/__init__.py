"""The importing process: one film becomes the takes of a recording, as a media worker leaves them."""
