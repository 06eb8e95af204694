"""What people say of recordings and how they score them: comments, rubrics, rounds, clips."""
