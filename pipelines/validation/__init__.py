"""Great Expectations behind one adapter, and the findings it gives."""
