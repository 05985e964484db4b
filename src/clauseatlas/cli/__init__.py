"""The door: one thin command per stage."""
