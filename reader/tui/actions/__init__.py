"""What keys do on several screens: handlers that may open dialogs, and know no screen."""
