"""Dates, times, amounts and other values, and what they come to when the time of publication is known."""
