"""Every query over the tables, by aggregate; none asks the database once per row."""
