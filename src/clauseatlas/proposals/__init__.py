"""Language models that propose findings and wording: optional, off by default, believed in nothing that our own checks do not confirm."""
