"""What the classrooms ask the teacher's help for: that they don't hear, or don't see."""
