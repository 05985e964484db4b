"""What provisions mean across platforms: how common a clause is, and who handles it otherwise."""
