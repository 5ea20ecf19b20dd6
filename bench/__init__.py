"""Side-by-side measurements: the ancestor's algorithm against ours, our inpaint stage against diffusers."""
