"""How far a command has come: the arithmetic, and the two ways to show it."""
