"""What lies between two texts, whether it matters, and what it does to the people bound by them."""
