"""What this machine is, which models it has, and the downloads of those it lacks."""

import streamlit as st

from core.engine.jobs import QueueState
from core.models.download_manager import Download
from core.models.local import readable_size
from core.runtime.machine import LOOKING, Machine, ProfileState
from core.studio import Studio
from pages.ui.shell.errors import show
from pages.ui.shell.text import plain
from pages.ui.shell.times import readable_seconds

POLL_SECONDS = 1.0


def machine_state(studio: Studio) -> None:
    """The machine's line, kept up to date by itself until its models are loaded."""

    def draw() -> None:
        st.caption(machine_line(studio.machine(), studio.queue()))

    loading = studio.queue().loading is not None
    st.fragment(draw, run_every=POLL_SECONDS if loading else None)()


def machine_line(machine: Machine, queue: QueueState) -> str:
    """``CPU, 2 threads · 2 cores · mini ready · 61 GB free`` as Markdown."""
    name, state = machine.default_profile, machine.profiles.get(machine.default_profile)
    if queue.loading:
        models = queue.loading.rstrip(".")
    elif queue.profile:
        models = f"{queue.profile} ready"
    elif state is not None and not state.ready:
        models = f"{name} is not on this machine yet"
    else:
        models = f"{name} on this machine"
    parts = [device_words(machine), models, f"{machine.free_disk_gb:.0f} GB free"]
    return " · ".join(plain(part) for part in parts)


def device_words(machine: Machine) -> str:
    """What it computes on; only its cores before the device has been looked for."""
    cores = f"{machine.cores} cores" if machine.cores > 1 else "1 core"
    if machine.device == LOOKING:
        return cores
    return f"{machine.device} · {cores}" if machine.kind == "cuda" else machine.device


def models_section(studio: Studio) -> None:
    """Every profile: whether it is on this machine, its size and licences, and the download of what is
    missing."""
    for state in studio.machine().profiles.values():
        presence = "on this machine" if state.ready else f"{readable_size(state.missing_mb)} to download"
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(state.profile.title)}** — {plain(presence)}")
            memory = f"Needs {state.profile.memory_gb:g} GB of memory."
            st.caption(plain(f"{state.profile.description} {licences(state)} {memory}"))
            if not state.ready:
                download_offer(studio, state.profile.name, state.missing_mb)
    downloads = studio.downloads.states()
    if downloads and not any(download.active for download in downloads.values()):
        st.caption("All downloads have ended.")


def licences(state: ProfileState) -> str:
    """``Licences: MIT, Apache-2.0.``: each once, in the order of the models; empty without models."""
    names = list(dict.fromkeys(ref.licence for ref in state.profile.models))
    return "" if not names else f"{'Licences' if len(names) > 1 else 'Licence'}: {', '.join(names)}."


def download_offer(studio: Studio, name: str, missing_mb: float) -> None:
    """The button that downloads the profile or the single model ``name``, or how far its download is, which
    is kept up to date by itself; the page is drawn anew once that has ended."""
    download = studio.downloads.states().get(name)
    if download is not None and download.active:
        st.fragment(follow_download, run_every=POLL_SECONDS)(studio, name)
        return
    if download is not None and download.problem:
        show(download.problem)
    st.button(
        f"Download {readable_size(missing_mb)}",
        icon=":material/download:",
        key=f"fetch-{name}",
        on_click=studio.downloads.start,
        args=(name,),
    )
    st.caption("or in a terminal:")
    st.code(f"python -m core fetch {name}", language="bash")


def follow_download(studio: Studio, name: str) -> None:
    """How far an active download is, and the button that stops it."""
    download = studio.downloads.states().get(name)
    if download is None or not download.active:
        st.rerun()
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
