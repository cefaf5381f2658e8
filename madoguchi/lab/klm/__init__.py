"""所要分 - KLM-JT: minutes at a form, reckoned from what the real pages ask of a made-up family, operator by operator.

`operators.yaml` is the table of the model, `personas.yaml` the fixed families (見本; kept to the byte, because a run is
comparable only with the same persons), `answers.py` what each family answers to which input.
"""
