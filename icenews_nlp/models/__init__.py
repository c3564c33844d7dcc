"""Where the trained models lie; README.md in this folder is the model card."""

from pathlib import Path
from typing import Final

MODELS: Final = Path(__file__).parent
FAST_FILE: Final = "fast.npz"
STANDARD_FILE: Final = "standard.npz"
ENCODER_FILE: Final = "encoder.onnx"
SUBWORDS_FILE: Final = "subwords.model"
REFERENCE_FILE: Final = "reference.json"
"""What the network of profile "standard" said of some sentences before it was written."""

LEMMAS_FILE: Final = "lemmas.json.gz"
