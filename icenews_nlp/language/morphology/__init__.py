"""BÍN, compounds, and the mapping of MIM-GOLD's tags to Universal Dependencies."""
