"""Jobs: conversions and exports that take longer than a request and survive a restart."""
