"""The timeline over HTTP: parameters in, stored JSON out; and the page."""
