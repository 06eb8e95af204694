"""One ICE + DTLS + SRTP path between a peer and this worker."""
