"""Words by which the gate knows policies, walls, errors, regions and what is no prose, in several languages."""
