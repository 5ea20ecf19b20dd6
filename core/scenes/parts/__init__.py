"""What painters are made of: noise, textures, lenses, plants, furniture. Loaded only to paint."""
