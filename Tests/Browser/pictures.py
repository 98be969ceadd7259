"""The pictures of the site that README shows, of the made-up programme at a fixed clock.

    python Tests/Browser/pictures.py        # into .github/pictures
"""

import base64
import io
import os
import re
import sys
import unittest

import sites
from looking import BrowserTest
from PIL import Image

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../.github/pictures")
LIMIT = 150_000

# Where each view stands on the picture: left, top, width, height in pixels; what of the page is seen is that of a window
# as wide as the fourth number, shown at the scale that fits.
PICTURES = {
    "site.png": [("sessions", True, 1200, (620, 60, 920, 650)), ("profile", False, 1200, (60, 180, 980, 690)),
                 ("mentors", False, 390, (1240, 300, 300, 600))],
    "own-pages.png": [("overview", False, 1200, (620, 60, 920, 700)), ("home", True, 1200, (60, 190, 900, 680)),
                      ("meeting", False, 390, (1240, 320, 300, 580))],
}


def is_latin(text: str) -> bool:
    return all(ord(letter) < 0x250 for letter in text)


class Pictures(BrowserTest):
    """A browser that takes views and lays them out; no test."""

    def runTest(self):
        pass

    def paths(self) -> dict[str, str]:
        """One page of each view: the fullest among people whose names every machine has letters for."""
        site = sites.demo().site

        def best(folder: str, page: str, *marks: str) -> str:
            found = []
            for name in sorted(os.listdir(os.path.join(site, folder))):
                file = os.path.join(site, folder, name, page)
                if not os.path.isfile(file):
                    continue
                with open(file, encoding="utf-8") as opened:
                    text = opened.read()
                words = re.sub(r"<script.*?</script>|<[^>]*>", "", text, flags=re.S)
                strange = sum(not is_latin(word) for word in words.replace("★", "").replace("–", "").replace("·", "").split())
                found.append((min(text.count(mark) for mark in marks), -strange, os.path.join(folder, name, page)))
            return max(found)[2].removesuffix("index.html")

        home = best("u", "index.html", 'aria-labelledby="b-own"', 'class="button primary"', 'class="tile"')
        return {
            "profile": best("mentors", "index.html", 'class="stars s', "data-date="),
            "mentors": "mentors/", "home": home, "sessions": home + "sessions/",
            "overview": best("u", "mentor/index.html", 'class="bars"', 'class="tile"'),
            "meeting": best("m", "index.html", 'class="qr-code"', 'aria-labelledby="agenda"'),
        }

    def view(self, path: str, dark: bool, width: int, box: tuple[int, int, int, int]) -> str:
        scale = box[2] / width
        context = self.context(width=width, dark=dark, device_scale_factor=1)
        page = self.open(sites.demo(), path, context=context)
        page.set_viewport_size({"width": width, "height": round(box[3] / scale)})
        return "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()

    def make(self, folder: str) -> list[str]:
        """Writes the pictures into a folder and returns their paths."""
        os.makedirs(folder, exist_ok=True)
        paths, made = self.paths(), []
        for name, views in PICTURES.items():
            parts = "".join(
                f'<img src="{self.view(paths[what], dark, width, box)}" style="left:{box[0]}px;top:{box[1]}px;'
                f'width:{box[2]}px;height:{box[3]}px">' for what, dark, width, box in views)
            page = self.context(width=1600).new_page()
            page.set_viewport_size({"width": 1600, "height": 940})
            page.set_content(
                "<style>body{margin:0;background:#e7ecf8}img{position:absolute;border-radius:14px;"
                f"box-shadow:0 0 0 1px #b9c3de}}</style>{parts}")
            page.wait_for_function("[...document.images].every((i) => i.complete)")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").resize((1280, 752), Image.Resampling.LANCZOS)
            made.append(os.path.join(folder, name))
            picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made[-1], optimize=True)
        return made


def main() -> int:
    pictures = Pictures()
    pictures.setUp()
    for path in pictures.make(sys.argv[1] if len(sys.argv) > 1 else FOLDER):
        print(f"{os.path.normpath(path)}: {os.path.getsize(path):,} bytes")
    pictures.tearDown()
    return 0


def load_tests(loader, tests, pattern):
    """Nothing here is a test; test_pictures.py makes them."""
    return unittest.TestSuite()


if __name__ == "__main__":
    sys.exit(main())
