"""The services of the app, each without a terminal."""
