"""The clock that runs on every screen: time for a task, or until the lesson begins."""
