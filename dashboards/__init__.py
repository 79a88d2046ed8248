"""The read-only web pages: a published night on a screen and on paper."""
