"""Who was in a lesson, and how many pupils sat there: computed from facts alone."""
