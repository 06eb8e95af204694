"""What the server settles for the board; the board itself is `signaling/tools/board`."""
