"""実測の題目 - one file for each thing that is shown again at full size (`bin/prove NAME`)."""
