"""`python -m services.cli` is the `tocsin` command."""

from services.cli import main

main()
