"""What a recording must admit of itself before it is published: gaps, sources that lack, sound, lip-sync."""
