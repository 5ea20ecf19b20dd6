from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.errors import NotFoundError
from core.studio import Studio
from pages.ui.shell.media import blob_url, data_url, png_bytes
from pages.ui.shell.route import serve_by_route
from store.records import Artifact
from tests.pages.studios import make


@pytest.fixture
def composite(studio: Studio) -> Artifact:
    (run,) = make(studio, "on a beach")
    return studio.runs.get(run).artifacts["composite"]


def test_a_picture_is_inside_the_page_where_nothing_serves_it(studio: Studio, composite: Artifact) -> None:
    head, content = blob_url(composite).split(",", 1)
    assert head == "data:image/png;base64"
    assert b64decode(content) == studio.blobs.get(composite.sha256)


def test_a_served_picture_has_an_address_of_its_content(composite: Artifact) -> None:
    serve_by_route()
    assert blob_url(composite) == f"/blob/{composite.sha256}"


@pytest.mark.usefixtures("studio")
def test_a_lost_picture_is_an_error_with_a_sentence() -> None:
    lost = Artifact(role="composite", sha256="0" * 64, media_type="image/png", size=1)
    with pytest.raises(NotFoundError, match="missing"):
        blob_url(lost)


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "image/tiff"])
def test_what_browsers_do_not_take_for_a_picture_is_left_out(media_type: str) -> None:
    assert blob_url(Artifact(role="upload", sha256="0" * 64, media_type=media_type, size=1)) == "data:,"


@pytest.mark.parametrize("shape", [(3, 5), (3, 5, 3), (3, 5, 4)])
def test_png_bytes_hold_the_very_pixels(shape: tuple[int, ...]) -> None:
    pixels = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    assert np.array_equal(np.asarray(Image.open(BytesIO(png_bytes(pixels)))), pixels)


def test_a_data_address_names_its_kind() -> None:
    assert data_url(b"abc", "image/webp") == "data:image/webp;base64,YWJj"
