"""What a reader takes away from a card: its tables as CSV and Excel, its chart as a picture."""
