"""What to say to whom: notices, digests, and the channels they leave by."""
