"""Detection: what is in a post, before anyone asks whose it is."""
