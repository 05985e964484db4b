"""What is found in a policy: clauses with stance, exact quotes and attributes, graded, explained and grounded; ids carried between versions."""
