"""Which file of which package is used: name, origin, hash, author, licence. Sources of the facts: each
package's debian/copyright or README, read on 25 November 2026; see README.md beside this file."""

from dataclasses import dataclass
from pathlib import Path

WORK = Path(__file__).resolve().parents[1] / "work" / "photos"
ENDINGS = {"hdri": ".npy", "photo": ".jpg"}
CC0 = "CC0-1.0"
CC_BY = "CC-BY-4.0"


@dataclass(frozen=True, kw_only=True)
class File:
    """One picture inside a package. ``client`` is "apt" or "npm"; ``version`` is pinned for npm, for apt
    any version will do whose file has this ``sha256``; ``suite`` is the Debian release to ask when the
    system's own does not have the package."""

    name: str
    kind: str
    client: str
    package: str
    path: str
    sha256: str
    author: str
    licence: str
    version: str = ""
    suite: str = ""


def ready_path(file: File, work: Path = WORK) -> Path:
    """Where the prepared picture lies, whether or not it is there yet."""
    return work / "ready" / (file.name + ENDINGS[file.kind])


def blender(world: str, sha256: str, original: str) -> File:
    """An environment map, 1024×512, of Blender's studio lights; ``original`` is its name at Poly Haven."""
    return File(
        name=f"blender-{world}",
        kind="hdri",
        client="apt",
        package="blender-data",
        path=f"usr/share/blender/datafiles/studiolights/world/{world}.exr",
        sha256=sha256,
        author=f"Greg Zaal, {original}",
        licence=CC0,
    )


def pmndrs(place: str, sha256: str) -> File:
    """An environment map of Poly Haven, 512×256, as the Poimandres collective packs it."""
    return File(
        name=f"pmndrs-{place}",
        kind="hdri",
        client="npm",
        package="@pmndrs/assets",
        version="1.7.0",
        path=f"package/hdri/{place}.exr.js",
        sha256=sha256,
        author="Poly Haven's authors",
        licence=CC0,
    )


def budgie(title: str, sha256: str) -> File:
    """A photograph of the Budgie desktop's backgrounds; Debian has them from release 13 on."""
    return File(
        name=title,
        kind="photo",
        client="apt",
        package="budgie-backgrounds",
        suite="trixie",
        path=f"usr/share/backgrounds/budgie/{title}.jpg",
        sha256=sha256,
        author="Budgie Desktop Developers",
        licence=CC0,
    )


def lomiri(title: str, sha256: str, licence: str = CC_BY) -> File:
    """A photograph of Ubuntu Touch 16.04's wallpapers; the author is in the file's name."""
    return File(
        name=title,
        kind="photo",
        client="apt",
        package="lomiri-wallpapers-16.04",
        path=f"usr/share/backgrounds/{title}.jpg",
        sha256=sha256,
        author=title.split("_by_")[1].replace("_", " "),
        licence=licence,
    )


FILES = (
    blender(
        "city", "70940108df90c0721799d29f758ca79e67e509d9a2636487e639db7779561524", "portland_landing_pad"
    ),
    blender("courtyard", "1518fa37da6a8a389810a7a70262c410553018a51f0be9e248155b9bb363ff3d", "courtyard"),
    blender("forest", "63ad3243d0f9c29bd1f51b9a3bbf5c0ad25ea39299698dba6cfc29d1660d6008", "ninomaru_teien"),
    blender("interior", "4f6810b182ade346eac6964bf02405adf430c321b8853a644316af4e05d0fdb5", "hotel_room"),
    blender("night", "a46488f5cb744f325abc9f5af3c3eeb5d9393df69b5178fbe727538522120045", "moonless_golf"),
    blender("studio", "e501dd8a1172bd0e03903ede7f452300f8368448fe74720600338304d79281d9", "studio_small_01"),
    blender("sunrise", "b97206217e29763d62d9a65ad2d7058460acfb4824659e7a59f5bde374f21937", "spruit_sunrise"),
    blender("sunset", "a164f20b86bc43ba4afd66c988a20a9dd5f1a0a5d8e960aed57a33f78119c168", "venice_sunset"),
    pmndrs("apartment", "74c0206dd58bed5fd0795194c3eb0d6f1a7e30c26a831dc239617de707d3a6d8"),
    pmndrs("bridge", "0e0c4def1bd2e8f88d13de12e708047a103b845116f6a04737a25127ad115cb0"),
    pmndrs("city", "dcb14d9dfc48d83e7cc38c7fbb76416cac3a959a59a80d4b0fbfd9dbf4a05ed3"),
    pmndrs("dawn", "455ea02a016b2d177faa501e812ea993b43f223480fe3fe6abded88c5f242cf2"),
    pmndrs("esplanade", "1c7a9a7da193deafd6494a55c21a0a198b72e9024a5faae6e2d3db66a87154dc"),
    pmndrs("forest", "d37ba5af4a60e169f22482f299a14dde2c84455142eb2074d791c863aa619a79"),
    pmndrs("hall", "55db560c95f87b2c0cb82079d87c684fb0be8890d33e97a3628246740bef09e2"),
    pmndrs("lab", "3adb2d8b79177fe47c8d9fc50e52b8d5329ff6ba8409bd38d519fbce1e09d7d3"),
    pmndrs("lobby", "58150e771d20555ebe4a9fc0e1e1aede23de9096430c71d3107017e8a13dc7a6"),
    pmndrs("night", "e76f8e31dad6f491ff83fc3182551b1867c499464569a87d5d2874efb374f66e"),
    pmndrs("park", "88947c10444e0c5f0e51018e5b69af9a7489baab9e8034b0044686c2d8fd7a8c"),
    pmndrs("sky", "62744ec42116f896c2d5959365c9be75589ca09d81ecdd99052c3307ec44ce62"),
    pmndrs("studio", "bdbc4502798c49310b46e57f27ffa8532a7f0a7c2f6708362132be225f0cfdbd"),
    pmndrs("sunset", "57ab9a1e5aec61f1816b2b977646d0baf82a4adf61bfe9d4a8313138f2f50e7c"),
    pmndrs("venice", "08d9d3255f50ffba3a2aa37a95abbcd0944282b90101877b5d0abf340ee0642a"),
    pmndrs("warehouse", "ce15dbb7b20bfd3c1daa478fec3425c6a8efa7ae5e2fe4d501033a1bcc1bd90a"),
    pmndrs("workshop", "32b92ffdb6aca9d5f73f13bbf9bd2d7b47169522de69f7fc4b18cf1da6beb048"),
    budgie("beacon-street-sunset", "d77a97bfbb28fa6b2b4c93ad2857894afd38c13f450655942be077118bb9e3f1"),
    budgie("blue-periwinkle", "0b35d0e6e14766ec21d1d9446dcd34909e0e4e16a80972bb6b2ef26cc0bb4ed0"),
    budgie("canyon-wren", "1576ed3332c11b81ea90bd54acb60cc1e614642094bd972e5f2cde1661374b1f"),
    budgie("extreme-desert-hike", "beed5bc6a2c99b026f869b588be5e32b0c77adb209535975d0e015eb5e7da839"),
    budgie("high-trestle-trail", "3fa56b607d41e658acc589b0e8306f96ec4ea33cbd8d5d8d4d8a688585fb1fe2"),
    budgie("lake-sherburne", "85881b53de866a521bd806b481d444b7c3a45eee773eefdffaad46e7fb968470"),
    budgie("perched-osprey", "d57e8d13c898c8abdf99a6429868e02935c4bb23993dfbb1a190136ee396a179"),
    budgie("roman-colosseum", "3a085abab563afcdcfc3009fa126bbceb426921dd5bcdbb6f08fb0a601568030"),
    budgie("singaporean-cityscape", "f636392cae58e2cfd478838a8e4d3a3aa0b7c1ecf7be77932c394d649f783363"),
    budgie("tea-gardens", "1d7377e9903b29a3e983f1184a3112e50a6b45e65382c491f5c02e20e2861e20"),
    lomiri(
        "aitzgorri_by_Aitzol_Berasategi", "66268e7b48f8854d36a28765fac6e23ec1aee251daa6da1f64715f201020ad36"
    ),
    lomiri("life_by_Aitzol_Berasategi", "4c119350ead80201fe256850c3d316309ddfb4bdf10b235ce982dcde0c667c05"),
    lomiri(
        "picosdeeuropa_by_Aitzol_Berasategi",
        "414d0072b2f6f2c555deafeaef6e45c4fed6fa9ad26eba6560ca8803959cf97a",
    ),
    lomiri(
        "seeding_by_Clements_Engelhardt",
        "a5634d1ab5e41a3568e92d4a894a500c92b891f9ff734e50bd224d6e185a605f",
        CC0,
    ),
    lomiri("sunset_by_Aitzol_Berasategi", "474dab6a4b9f94dc76c29dfe30e9f5db4af0fd2e33fe5d695f8152b371efca18"),
)
