"""見本の写真: what a clerk can read keeps clear of what nobody can, by a yardstick that is told."""

import io
import re
from functools import cache
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from madoguchi.lab.certificate import fonts, photo
from madoguchi.lab.certificate.layouts import filled
from madoguchi.lab.certificate.paper import Seen, paper
from madoguchi.lab.certificate.pdf import Look, png
from madoguchi.lab.certificate.values import values

FONT = fonts.installed()[0]
MINE = values(Random(2), life="returned")


@cache
def page() -> photo.Picture:
    return photo.opened(png(filled(MINE, "national"), Look(FONT), Random(1), 220))


@cache
def taken(name: str, seed: int) -> photo.Picture:
    if name == "worst":
        return photo.photo(page(), Random(seed), 1.0)
    return photo.UNREADABLE[name](page(), Random(seed))


def detail(seen: photo.Picture) -> float:
    """How much darker letters are than what is close to them, over the noise, in the middle of the page."""
    grey = seen.mean(axis=2)
    grey = grey[grey.shape[0] // 4 : -grey.shape[0] // 4, grey.shape[1] // 4 : -grey.shape[1] // 4]
    smooth = (grey[:-1, :-1] + grey[1:, :-1] + grey[:-1, 1:] + grey[1:, 1:]) / 4
    steps = np.abs(np.diff(smooth, 2, axis=1))[:, ::2]
    return float(np.percentile(steps, 97) - 2 * np.percentile(steps, 50))


@pytest.mark.parametrize("seed", range(3))
def test_the_worst_that_can_be_read_is_whole_large_and_bright_enough(seed: int):
    seen = taken("worst", seed)
    assert photo.TYPE_MM * max(seen.shape) * 0.9 / photo.A4 >= photo.READABLE["type"]
    middle = seen.mean(axis=2)[200:-200, 200:-200]
    low, high = np.percentile(middle, (1, 90))
    assert high - low > photo.READABLE["contrast"]
    for corner in (seen[:8, :8], seen[:8, -8:], seen[-8:, :8], seen[-8:, -8:]):
        assert corner.mean() < middle.mean()  # the table is seen on all sides


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["moved", "out_of_focus", "dark"])
def test_letters_are_gone_from_what_is_spoilt(name: str, seed: int):
    assert detail(taken(name, seed)) < detail(taken("worst", seed)) / 2.5


def test_the_rest_of_what_is_spoilt_is_too_small_too_little_or_too_bright():
    for seed in range(3):
        assert photo.TYPE_MM * max(taken("tiny", seed).shape) * 0.9 / photo.A4 < photo.SPOILT["type"]
        whole = taken("cut", seed)
        assert whole.shape[0] * whole.shape[1] < photo.SPOILT["whole"] * taken("worst", seed)[:, :, 0].size * 1.5
        assert (taken("covered", seed).min(axis=2) > 250).mean() > 0.35
        assert (taken("worst", seed).min(axis=2) > 250).mean() < 0.01


@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_a_scan_is_askew_by_three_degrees_at_most(strength: float):
    seen = photo.scan(page(), Random(3), strength)
    assert seen.shape == page().shape
    rows = (seen.mean(axis=2) < 150).sum(axis=1)
    straight = rows.max() > page().shape[1] * 0.6  # a whole line of the table lies in one row
    assert straight == (strength == 0)


def test_a_picture_is_turned_and_may_say_so():
    one = Image.open(io.BytesIO(photo.jpeg(page(), Random(1), 0.0)))
    for turn in (90, 180, 270):
        turned = Image.open(io.BytesIO(photo.jpeg(page(), Random(1), 0.0, turn, told=True)))
        assert (turned.size == one.size) == (turn == 180)
        back = {8: 90, 3: 180, 6: -90}[turned.getexif()[0x0112]]
        upright = np.asarray(turned.rotate(back, expand=True).convert("L"), float)
        assert np.abs(upright - np.asarray(one.convert("L"), float)).mean() < 3


def test_media_have_the_files_that_people_send():
    kinds = set()
    for seed in range(8):
        name, data = paper(MINE, Random(seed), "scan", layout="national", font=FONT, seen=Seen(0.3))
        kinds.add(name)
        if name.endswith("pdf"):
            assert not pypdfium2.PdfDocument(data)[0].get_textpage().count_chars()
    assert kinds == {"scan.pdf", "scan.jpg"}
    name, data = paper(MINE, Random(1), "photo")
    assert name.startswith("IMG_")
    assert 1600 <= max(Image.open(io.BytesIO(data)).size) <= 2400


@pytest.mark.parametrize("medium", ["scan", "photo"])
def test_the_same_seed_gives_the_same_bytes(medium):
    assert paper(MINE, Random(5), medium) == paper(MINE, Random(5), medium)
    assert paper(MINE, Random(5), medium) != paper(MINE, Random(6), medium)


def letters(name: str) -> str:
    """A font's name as every PDF has it: Ume-Mincho and Noto Sans CJK jp are spelled in more than one way."""
    return re.sub("[^a-z]", "", name.lower())


def test_papers_for_the_proof_have_layouts_and_fonts_of_their_own():
    for seed in range(4):
        data = paper(MINE, Random(seed), "pdf", held_out=True)[1]
        told = [letters(name.decode()) for name in re.findall(rb"/BaseFont ?/\w+\+([\w-]+)", data)]
        named = {name for name in (*fonts.TUNED, *fonts.HELD_OUT) if any(one.startswith(letters(name)) for one in told)}
        assert named
        assert not named - {*fonts.HELD_OUT, *fonts.LENDERS}
