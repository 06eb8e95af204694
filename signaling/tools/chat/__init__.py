"""What members write to each other, and who may."""
