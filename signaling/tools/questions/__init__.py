"""Questions to all classrooms: asked, answered, counted, shown; and who presses first."""
