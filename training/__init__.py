"""Makes the embedded model `mini`: renders scenes, trains the networks, exports and evaluates them."""
