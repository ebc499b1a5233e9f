"""Pictures of the built site, for people to look at."""
