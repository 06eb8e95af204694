"""Small pictures of a recording for its time line, and its cover, drawn after the lesson."""
