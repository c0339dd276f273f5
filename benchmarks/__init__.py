"""How fast and how exact: measured beside peers, never asserted."""
