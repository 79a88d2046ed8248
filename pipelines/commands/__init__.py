"""One module a command of the command line; `pipelines.cli` puts them together."""
