"""The ways in which messages leave, one file each; `carriers` finds them, `carrying` says what each of them must do."""
