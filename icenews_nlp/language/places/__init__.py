"""What place in the world a name means: candidates from gazetteers, weighed by the other places of the article."""
