"""The values that pass between the floors: frozen, keyword-only, standard library only, time-aware UTC passed in."""
