"""The build: what dbt may see, dbt itself, and the measures that come out."""
