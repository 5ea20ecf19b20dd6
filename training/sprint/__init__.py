"""The whole recipe within minutes, on one CUDA GPU: ``python -m training sprint --minutes 9``.

Renderers on all cores feed the device for as long as it trains: nothing is rendered beforehand, hardly a
picture is seen often. ``feed`` renders, ``encode`` turns scenes into latents, ``bank`` holds them on the
device, ``words`` and ``trainer`` learn from them, ``loop`` keeps the time.
"""
