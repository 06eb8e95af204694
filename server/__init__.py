"""What is durable and what touches the world: HTTP, data, and the place where everything is wired."""
