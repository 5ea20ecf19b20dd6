"""The painters, one module for each family of kinds. Loaded only to paint."""
