"""Plans of groups, read once: they are large, and change only when they are extended."""

import streamlit as st

from core.groups.plan import Plan
from core.studio import Studio

CACHED = 32
"""Plans that are kept at hand, for all sessions."""


def plan_of(studio: Studio, group: str, digest: str | None) -> Plan:
    """The plan of a group whose ``digest`` it has now, ``None`` in the bin; raises what reading it raises."""
    return _read(group, digest or "", studio)


@st.cache_resource(show_spinner=False, max_entries=CACHED)
def _read(group: str, digest: str, _studio: Studio) -> Plan:
    return _studio.groups.plan(group)[1]
