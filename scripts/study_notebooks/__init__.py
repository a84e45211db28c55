"""Runs the study's notebooks and exports them."""
