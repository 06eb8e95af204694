"""Parse and build what travels: RTP, RTCP, STUN, SDP, and the codecs' payloads. Pure."""
