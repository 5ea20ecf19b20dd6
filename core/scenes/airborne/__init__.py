"""What is in the air between the camera and a place, drawn over its picture and behind the subject."""
