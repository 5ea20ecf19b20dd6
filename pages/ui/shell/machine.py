"""What this machine is and which models it has, in a line and in a folded list."""

import streamlit as st

from core.engine.jobs import QueueState
from core.models.download_manager import Download
from core.models.local import readable_size
from core.runtime.machine import LOOKING, Machine, ProfileState
from core.studio import Studio
from pages.ui.shell.text import plain
from pages.ui.shell.times import readable_seconds

POLL_SECONDS = 1.0


def machine_state(studio: Studio) -> None:
    """The machine's line, followed by itself until its models are loaded."""
    loading = studio.queue().loading is not None
    st.fragment(_machine_state, run_every=POLL_SECONDS if loading else None)(studio)


def _machine_state(studio: Studio) -> None:
    st.caption(machine_line(studio.machine(), studio.queue()))


def machine_line(machine: Machine, queue: QueueState) -> str:
    """``CPU, 2 threads · 2 cores · mini ready · 61 GB free`` as Markdown."""
    parts = [device_words(machine), _models(machine, queue), f"{machine.free_disk_gb:.0f} GB free"]
    return " · ".join(plain(part) for part in parts)


def device_words(machine: Machine) -> str:
    """What it computes on; only its cores before the device has been looked for."""
    cores = f"{machine.cores} cores" if machine.cores > 1 else "1 core"
    if machine.device == LOOKING:
        return cores
    return f"{machine.device} · {cores}" if machine.kind == "cuda" else machine.device


def _models(machine: Machine, queue: QueueState) -> str:
    if queue.loading:
        return queue.loading.rstrip(".")
    if queue.profile:
        return f"{queue.profile} ready"
    state = machine.profiles.get(machine.default_profile)
    if state is not None and not state.ready:
        return f"{machine.default_profile} is not on this machine yet"
    return f"{machine.default_profile} on this machine"


def models_section(studio: Studio) -> None:
    """Every profile: here or not, its size and licences, and a button that downloads what is missing.
    Follows running downloads by itself."""
    active = any(download.active for download in studio.downloads.states().values())
    st.fragment(_models_list, run_every=POLL_SECONDS if active else None)(studio)


def _models_list(studio: Studio) -> None:
    downloads = studio.downloads.states()
    for name, state in studio.machine().profiles.items():
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(state.profile.title)}** — {plain(_presence(state))}")
            st.caption(plain(f"{state.profile.description} {licences(state)} {memory(state)}"))
            if not state.ready:
                _offer(studio, state, downloads.get(name))
    if downloads and not any(download.active for download in downloads.values()):
        st.caption("All downloads have ended.")


def _presence(state: ProfileState) -> str:
    return "on this machine" if state.ready else f"{readable_size(state.missing_mb)} to download"


def licences(state: ProfileState) -> str:
    """``Licences: MIT, Apache-2.0.``: each once, in the order of the models."""
    names = list(dict.fromkeys(ref.licence for ref in state.profile.models))
    return f"{'Licences' if len(names) > 1 else 'Licence'}: {', '.join(names)}."


def memory(state: ProfileState) -> str:
    """``Needs 7 GB of memory.``"""
    return f"Needs {state.profile.memory_gb:g} GB of memory."


def _offer(studio: Studio, state: ProfileState, download: Download | None) -> None:
    name = state.profile.name
    if download is not None and download.problem:
        st.error(plain(download.problem), icon=":material/error:")
    if download is not None and download.active:
        follow_download(studio, name, download)
        return
    st.code(f"python -m core fetch {name}", language="bash")
    label = f"Download {readable_size(state.missing_mb)}"
    if st.button(plain(label), key=f"fetch-{name}", icon=":material/download:"):
        studio.downloads.start(name)
        # The list has to begin to follow it, which only the whole page can decide.
        st.rerun()


def follow_download(studio: Studio, name: str, download: Download) -> None:
    """How far an active download is, and the button that stops it."""
    share = min(1.0, download.done / download.total) if download.total else 0.0
    st.progress(share, text=plain(download_sentence(download)))
    st.button(
        "Cancel the download",
        key=f"stop-{name}",
        icon=":material/close:",
        on_click=studio.downloads.cancel,
        args=(name,),
        help="A model of the hub goes on from there another time; a cut-out model begins anew.",
    )


def download_sentence(download: Download) -> str:
    """``Downloading mini, 12 MB of 54 MB, 40 s left``: as much of it as is known."""
    if download.status == "waiting":
        return "Waiting for the download before it"
    parts = [f"Downloading {download.model or download.profile}"]
    if download.total:
        parts.append(f"{readable_size(download.done / 1e6)} of {readable_size(download.total / 1e6)}")
    if download.seconds_left is not None:
        parts.append(f"{readable_seconds(download.seconds_left)} left")
    return ", ".join(parts)
