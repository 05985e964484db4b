"""One assembled page per record; every format is made from it."""
