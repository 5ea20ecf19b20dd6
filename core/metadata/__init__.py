"""What a picture's file says about itself, written and read."""
