"""The codebook on the screen: what is shown, and what a key does to a tag."""
