"""Measures the embedded model as a person would look at it; ``python -m training.evaluate`` runs it all.

One file for each question: ``families`` (does the picture show the place?), ``colours``, ``wording``
(brightness, negative prompts), ``variety``, ``surface`` (speckle and grids), ``expansion``, ``nearness``
(depth) and ``seconds``. ``painter`` makes the pictures through the studio's own pipeline.
"""
