"""Shared parts of the pages; Streamlit takes none of these files for a page."""
