"""Where the trained tables lie; README.md in this folder is their card."""

from pathlib import Path
from typing import Final

MODELS: Final = Path(__file__).parent
NETWORK_FILE: Final = "fast.npz"
LEMMAS_FILE: Final = "lemmas.json.gz"
