"""Real photographs and environment maps under free licences, as scenes for the training.

``manifest`` says which files of which packages, ``fetch`` brings them, ``captions`` says what each shows,
``scenes`` offers them: ``photo_scene`` and ``photo_behind``. Nothing of it lies in the repository.
"""
