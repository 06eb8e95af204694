"""The control process's side of its media workers: who is there, what they carry, and how they are asked."""
