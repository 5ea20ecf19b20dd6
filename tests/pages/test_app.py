"""The address of pictures, asked over HTTP as a browser does."""

import hashlib
import os
from collections.abc import Generator
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from core.studio import Studio
from pages.ui.shell import media
from pages.ui.shell.hosts import AllowedHosts
from store.records import Artifact
from tests.pages.studios import make, submit
from tests.store_runs import blob_file, finished


@pytest.fixture
def client(studio: Studio) -> Generator[TestClient]:
    from starlette.routing import Route

    from app import blob, difference

    assert studio.runs
    routes = [Route("/blob/{sha256}", blob), Route("/blob/{sha256}/{other}/{gain}", difference)]
    with TestClient(Starlette(routes=routes)) as client:
        yield client


@pytest.fixture
def composite(studio: Studio) -> Artifact:
    (run,) = make(studio, "on a beach")
    return studio.runs.get(run).artifacts["composite"]


def test_a_recorded_picture_is_answered_with_its_bytes(client: TestClient, composite: Artifact) -> None:
    answer = client.get(f"/blob/{composite.sha256}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert hashlib.sha256(answer.content).hexdigest() == composite.sha256


def test_it_may_be_kept_for_ever_and_is_never_taken_for_a_page(
    client: TestClient, composite: Artifact
) -> None:
    headers = client.get(f"/blob/{composite.sha256}").headers
    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "0" * 64,
        "0" * 63,
        "A" * 64,
        "..%2F..%2Fstudio.db",
        "../studio.db",
        "%00",
        "0" * 64 + "%0A",
        "٠" * 64,
        "",
        "a" * 5000,
    ],
)
def test_whatever_else_is_asked_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/blob/{path}").status_code == 404


def test_the_map_of_two_recorded_pictures_is_answered(client: TestClient, studio: Studio) -> None:
    colours = ("#000000", "#200000")
    one, other = (finished(studio.runs, colour=each).artifacts["composite"].sha256 for each in colours)
    answer = client.get(f"/blob/{one}/{other}/4")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    with Image.open(BytesIO(answer.content)) as image:
        assert image.size == (64, 48)
        assert np.asarray(image.convert("L")).max() > 60
    nothing = client.get(f"/blob/{one}/{one}/16").content
    with Image.open(BytesIO(nothing)) as image:
        assert not np.asarray(image).any()


@pytest.mark.parametrize(
    "path", ["{one}/{lost}/4", "{lost}/{one}/4", "{one}/{one}/3", "{one}/..%2Fx/4", "{one}/{one}/x"]
)
def test_a_map_of_anything_else_is_not_found(client: TestClient, composite: Artifact, path: str) -> None:
    assert client.get(f"/blob/{path.format(one=composite.sha256, lost='0' * 64)}").status_code == 404


def test_bytes_that_no_run_names_are_not_handed_out(client: TestClient, studio: Studio) -> None:
    sha256 = studio.blobs.put(b"\x89PNG\r\n\x1a\n nobody's")
    assert client.get(f"/blob/{sha256}").status_code == 404


def test_a_picture_whose_file_is_gone_or_changed_is_not_found(
    client: TestClient, studio: Studio, composite: Artifact
) -> None:
    path = blob_file(studio.blobs, composite.sha256)
    path.write_bytes(os.urandom(10))
    assert client.get(f"/blob/{composite.sha256}").status_code == 404
    path.unlink()
    assert client.get(f"/blob/{composite.sha256}").status_code == 404


def test_an_upload_that_browsers_do_not_show_is_not_handed_out(client: TestClient, studio: Studio) -> None:
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "red").save(buffer, "TIFF")
    (run,) = submit(studio, "x", photo=buffer.getvalue())
    upload = studio.runs.get(run).artifacts["upload"]
    assert upload.media_type not in media.SHOWN_TYPES
    assert client.get(f"/blob/{upload.sha256}").status_code == 404


def test_only_asking_is_allowed(client: TestClient, composite: Artifact) -> None:
    assert client.post(f"/blob/{composite.sha256}").status_code == 405


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("localhost", 200),
        ("127.0.0.1:8501", 200),
        ("LOCALHOST.", 200),
        ("evil.example", 403),
        ("a@localhost", 403),
    ],
)
def test_pictures_and_pages_are_for_allowed_hosts_only(
    studio: Studio, composite: Artifact, monkeypatch: pytest.MonkeyPatch, host: str, code: int
) -> None:
    from starlette.routing import Route
    from streamlit import config

    from app import app, blob

    assert [one.cls for one in app._user_middleware] == [AllowedHosts]  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(config, "get_option", {"server.allowedHosts": ["localhost", "127.0.0.1"]}.get)
    page = Route("/", lambda _: PlainTextResponse("a page"))
    served = Starlette(routes=[Route("/blob/{sha256}", blob), page], middleware=[Middleware(AllowedHosts)])
    with TestClient(served) as client:
        for path, found in ((f"/blob/{composite.sha256}", 200), ("/", 200), ("/nowhere", 404)):
            answer = client.get(path, headers={"host": host})
            assert answer.status_code == (found if code == 200 else code)
    assert studio.runs


@pytest.mark.parametrize(("wanted", "limit"), [("120", 480), ("many", 50), ("", 50)])
def test_streamlit_takes_files_as_large_as_the_studio_does(
    wanted: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit import config

    from app import take_large_uploads

    before = config.get_option("server.maxUploadSize")
    monkeypatch.setenv("STUDIO_MAX_UPLOAD_MB", wanted)
    config.set_option("server.maxUploadSize", 50)
    take_large_uploads()
    assert config.get_option("server.maxUploadSize") == limit
    config.set_option("server.maxUploadSize", before)
