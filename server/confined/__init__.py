"""Work on files that nobody vouches for: in processes that can reach and cost little."""
