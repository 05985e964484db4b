"""The tables of the atlas and every query over them; SQLite by default, PostgreSQL by setting."""
