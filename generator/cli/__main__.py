"""``python -m generator.cli``, where the command ``opendata`` is not on the path."""

from generator.cli import main

main()
