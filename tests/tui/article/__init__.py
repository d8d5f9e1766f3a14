"""The handlers of the reading screen, without a screen."""
