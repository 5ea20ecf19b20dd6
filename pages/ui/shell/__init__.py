"""What every page has around it: the frame, the studio, messages, media, times."""
