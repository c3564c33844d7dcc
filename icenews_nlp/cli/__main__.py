"""`python -m icenews_nlp.cli`, the same as `icenews-nlp`."""

from icenews_nlp.cli import main

main()
