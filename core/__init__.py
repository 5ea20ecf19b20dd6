"""What makes pictures: requests, profiles, stages and the pipeline that runs them in order."""
