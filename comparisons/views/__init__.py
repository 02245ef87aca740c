"""Pages of comparisons: the list, one with its five views, and what makes, changes and takes it away."""
