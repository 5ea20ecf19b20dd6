"""What pages say of runs, and what can be done with them."""
