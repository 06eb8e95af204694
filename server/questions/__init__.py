"""Pupils answer by telephone: their links, seats, screens; and what teachers prepare and read afterwards."""
