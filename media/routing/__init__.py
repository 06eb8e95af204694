"""Which consumers take which producer, and everything RTP asks of a relay. Pure."""
