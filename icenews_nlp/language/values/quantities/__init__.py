"""Numbers, money, percentages and measures: what is read of them."""
