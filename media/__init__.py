"""Packets: transports, routing and the recorder. Runs in a process of its own."""
