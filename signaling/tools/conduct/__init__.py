"""Who conducts the lesson, who may speak without being called on, and who had to go."""
