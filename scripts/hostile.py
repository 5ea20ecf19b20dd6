"""Gives the studio hostile and odd files and looks how each ends: `python -m scripts.hostile [NAME …]`.

Each is a photo for `python -m core generate` in a process of its own. It has to end in a picture, or in one
sentence and exit code 2, within ten seconds and one gigabyte.
"""

import io
import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SECONDS, MEGABYTES = 10.0, 1000.0
LARGE = 8000
"""A side, in px, of what is as large as a photo may be."""
SIDE = 256
GENERATE = ("generate", "--prompt", "beach", "--scene-painter", "painted", "--seed", "1", "--no-record")


@dataclass(frozen=True)
class End:
    """How a file ended: ``code`` of the process, the lines that it said, seconds that it took by the clock
    and of the processor, and the most memory that it had, in MB."""

    code: int
    lines: tuple[str, ...]
    seconds: float
    busy: float
    megabytes: float

    def faults(self) -> list[str]:
        """What is wrong with it; the processor's time counts, since others may keep the machine busy."""
        found: list[str] = []
        refused = self.code == 2 and len(self.lines) == 1 and self.lines[0].startswith("Error: ")
        if self.code != 0 and not refused:
            found.append(f"ended with {self.code} and {len(self.lines)} lines")
        if self.busy > SECONDS:
            found.append(f"took {self.busy:.1f} s")
        if self.megabytes > MEGABYTES:
            found.append(f"took {self.megabytes:.0f} MB")
        return found


def main(names: list[str]) -> int:
    """The program; 1 where a file ended otherwise than it should."""
    faulty = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            if names and name not in names:
                continue
            photo = Path(folder) / name
            photo.write_bytes(make())
            end = given(photo)
            photo.unlink()
            faulty += bool(end.faults())
            said = "; ".join(end.faults()) or ("a picture" if end.code == 0 else end.lines[0])
            print(
                f"{name:28} {end.seconds:5.1f} s {end.busy:5.1f} s {end.megabytes:5.0f} MB  {said}",
                flush=True,
            )
    print(f"{faulty} faults.")
    return 1 if faulty else 0


def given(photo: Path) -> End:
    """How the file ends that the command line is given."""
    output = photo.parent / "picture.png"
    output.unlink(missing_ok=True)
    words = [sys.executable, "-m", "core", *GENERATE, str(photo), "--output", str(output)]
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        said.seek(0)
        lines = tuple(line.rstrip() for line in said if not line.rstrip().endswith("…"))
    code = process.returncode
    if code == 0:
        with Image.open(output) as picture:
            picture.load()
    return End(code, lines, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def disc(side: int = SIDE, soft: float = 1.0) -> Image.Image:
    """An orange disc on nothing."""
    y, x = np.ogrid[:side, :side]
    alpha = np.clip((0.3 * side - np.hypot(y - side / 2, x - side / 2)) / soft + 0.5, 0, 1)
    colours = np.full((side, side, 3), (220, 110, 40))
    return Image.fromarray(np.dstack([colours, alpha * 255]).round().astype(np.uint8))


def room(side: int = SIDE) -> Image.Image:
    """The disc in a grey room, opaque."""
    image = Image.new("RGB", (side, side), (176, 178, 182))
    image.paste(disc(side), mask=disc(side).getchannel("A"))
    return image


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The image's file."""
    file = io.BytesIO()
    image.save(file, form, **options)  # pyright: ignore
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(count: int) -> bytes:
    """So many zeros, packed a thousandfold."""
    packer, block = zlib.compressobj(9), bytes(1_000_000)
    packed = [packer.compress(block[: min(len(block), count - at)]) for at in range(0, count, len(block))]
    return b"".join(packed) + packer.flush()


def png(side: int, depth: int, colour: int, row: int, extra: bytes = b"") -> bytes:
    """A black PNG with rows of ``row`` bytes."""
    head = struct.pack(">IIBBBBB", side, side, depth, colour, 0, 0, 0)
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), extra, chunk(b"IDAT", zeros(side * (row + 1))),
         chunk(b"IEND", b""))
    )  # fmt: skip


def with_chunks(*chunks: bytes) -> bytes:
    """The disc's PNG with more behind its head."""
    content = encoded(disc(), "PNG")
    return content[:33] + b"".join(chunks) + content[33:]


def with_scans(times: int, hidden: bool = False) -> bytes:
    """A progressive JPEG whose first scan comes over and over again, behind a comment that looks like an end
    where it is ``hidden``."""
    content = encoded(room(1600), "JPEG", progressive=True)
    first = content.index(b"\xff\xda")
    second = content.index(b"\xff\xda", first + 2)
    comment = b"\xff\xfe\0\4\xff\xd9" if hidden else b""
    return content[:second] + comment + content[first:second] * times + content[second:]


def tiff(data: bytes, bits: int, **lists: tuple[int, int]) -> bytes:
    """A grey TIFF of ``SIDE``² px, with long lists, (value, how often), under tags named as t273."""
    tags = {
        256: (SIDE, 1),
        257: (SIDE, 1),
        258: (bits, 1),
        259: (1, 1),
        262: (1, 1),
        273: (8, 1),
        277: (1, 1),
    }
    tags |= {278: (SIDE, 1), 279: (len(data), 1)}
    tags |= {int(name[1:]): value for name, value in lists.items()}
    at = 8 + len(data)
    values_at = at + 2 + 12 * len(tags) + 4
    table, values = struct.pack("<H", len(tags)), b""
    for tag, (value, count) in sorted(tags.items()):
        packed = struct.pack("<I", value) * count
        table += struct.pack("<HHI", tag, 4, count)
        table += packed if count == 1 else struct.pack("<I", values_at + len(values))
        values += packed if count > 1 else b""
    return b"II*\0" + struct.pack("<I", at) + data + table + bytes(4) + values


def cut(content: bytes) -> bytes:
    """Two thirds of a file."""
    return content[: len(content) * 2 // 3]


def large_cutout() -> Image.Image:
    """A square on nothing, as large as a photo may be."""
    image = Image.new("RGBA", (LARGE, LARGE))
    image.paste((200, 90, 40, 255), (LARGE // 4, LARGE // 4, LARGE * 3 // 4, LARGE * 3 // 4))
    return image


def profile(megabytes: int) -> bytes:
    """A colour profile of zeros."""
    return chunk(b"iCCP", b"x\0\0" + zeros(megabytes * 1_000_000))


def packed_text(number: int, megabytes: int) -> bytes:
    """A text of a PNG, packed."""
    return chunk(b"zTXt", b"Comment%d\0\0" % number + zeros(megabytes * 1_000_000))


GIF_FRAME = struct.pack("<cHHHH", b",", 0, 0, SIDE, SIDE)
LOOP = b"Exif\0\0MM\0*\0\0\0\x08\0\1" + struct.pack(">HHII", 0x8769, 4, 1, 8) + b"\0\0\0\x08"
HEIC_HEAD = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
GREY = np.asarray(room().convert("L")).astype(np.float32)
FILES: Mapping[str, Callable[[], bytes]] = {
    "large_16_bits.png": lambda: png(LARGE, 16, 6, LARGE * 8),
    "large_1_bit.png": lambda: png(LARGE, 1, 0, LARGE // 8),
    "large_colour_hidden.png": lambda: png(LARGE, 16, 2, LARGE * 6, chunk(b"tRNS", bytes(5) + b"\1")),
    "large_cutout.png": lambda: encoded(large_cutout(), "PNG", compress_level=1),
    "large_cutout.webp": lambda: encoded(large_cutout(), "WEBP", lossless=True, quality=0, method=0),
    "huge_claim.png": lambda: png(2**30, 8, 2, -1),
    "texts_of_2_mb.png": lambda: with_chunks(packed_text(0, 2)),
    "texts_of_2_gb.png": lambda: with_chunks(*[packed_text(0, 5)] * 400),
    "profile_of_500_mb.png": lambda: with_chunks(profile(500)),
    "million_chunks.png": lambda: with_chunks(*[chunk(b"tEXt", b"a")] * 1_000_000),
    "no_such_light.png": lambda: with_chunks(chunk(b"cHRM", bytes(32)), chunk(b"gAMA", bytes(4))),
    "cut_off.png": lambda: cut(encoded(disc(900, 60), "PNG")),
    "thousand_scans.jpg": lambda: with_scans(1000),
    "hidden_scans.jpg": lambda: with_scans(3000, hidden=True),
    "cut_off.jpg": lambda: cut(encoded(room(900), "JPEG")),
    "million_strips.tif": lambda: tiff(bytes(SIDE * SIDE), 8, t273=(8, 1_000_000), t279=(SIDE, 1_000_000)),
    "float_beyond.tif": lambda: tiff(
        np.where(GREY > 177, np.inf, GREY / 255).astype("<f4").tobytes(), 32, t339=(3, 1)
    ),
    "all_nan.tif": lambda: tiff(np.full((SIDE, SIDE), np.nan, "<f4").tobytes(), 32, t339=(3, 1)),
    "directory_of_itself.tif": lambda: tiff(bytes(SIDE * SIDE), 8)[:-4] + struct.pack("<I", 8 + SIDE * SIDE),
    "frame_beyond.gif": lambda: encoded(disc(), "GIF").replace(GIF_FRAME, GIF_FRAME[:5] + b"\xff" * 4, 1),
    "cut_off.webp": lambda: cut(encoded(disc(900, 60), "WEBP")),
    "random.avif": lambda: b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + np.random.default_rng(0).bytes(9000),
    "page.jpg": lambda: b"<!doctype html><script>alert(1)</script>" * 50,
    "huge_claim.tif": lambda: tiff(bytes(SIDE), 8).replace(
        struct.pack("<HHII", 256, 4, 1, SIDE), struct.pack("<HHII", 256, 4, 1, 2**31 - 1), 1
    ),
    "exif_of_itself.webp": lambda: encoded(disc(), "WEBP", exif=LOOP),
    "cut_off.heic": lambda: HEIC_HEAD + struct.pack(">I4s", 2**31, b"meta") + bytes(4000),
    "wide.png": lambda: encoded(disc().resize((17 * 16 + 1, 16)), "PNG"),
    "narrow.png": lambda: encoded(disc().resize((16, SIDE)), "PNG"),
}  # fmt: skip
"""By name: what is as large as may be, what costs more than it shows, what is cut off, lies or is
odd."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
