"""From measure rows to what is served: cells, the serving folder, the pointer, and the reader."""
