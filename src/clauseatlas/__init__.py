"""Clause Atlas: what the policies of digital platforms say, when they changed and what each clause means."""

__version__ = "0.1.0"
