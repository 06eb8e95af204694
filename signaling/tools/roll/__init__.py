"""How many pupils sit in each classroom, as the teacher there has counted."""
