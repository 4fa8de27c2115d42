"""Starts a new article, checks the ones that stand, and empties the sample for a site's own."""
