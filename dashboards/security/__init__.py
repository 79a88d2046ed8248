"""What the server says to the browser about what a page may do."""
