"""Users, organisations, plans and keys."""
