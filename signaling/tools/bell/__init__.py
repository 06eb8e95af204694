"""The bell that the teacher rings on every screen."""
