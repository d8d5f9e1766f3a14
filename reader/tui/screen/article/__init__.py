"""The reading screen, one file for each thing that keys do there."""
