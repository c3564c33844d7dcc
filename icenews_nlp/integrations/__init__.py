"""Other libraries' ways into this one."""
