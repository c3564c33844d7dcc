"""The model that gives tags and entity labels: features, network, encoder."""
