"""What the atlas knows: clause types, regulations, agencies, document types and platforms, each in a TOML file of its own."""
