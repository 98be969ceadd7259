"""README's pictures can be made from this programme, are small, and stand where README looks for them."""

import os
import re
import tempfile

import pictures
from PIL import Image


class Readme(pictures.Pictures):
    def test_pictures(self):
        with tempfile.TemporaryDirectory() as folder:
            for path in self.make(folder):
                self.assertLess(os.path.getsize(path), pictures.LIMIT, path)
                with Image.open(path) as made:
                    self.assertGreater(len(made.getcolors(256)), 32, f"{path} is empty")
        root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        with open(os.path.join(root, "README.md"), encoding="utf-8") as readme:
            shown = re.findall(r"\]\((\.github/pictures/[^)]+)\)", readme.read())
        self.assertEqual(sorted(shown), sorted(".github/pictures/" + name for name in pictures.PICTURES))
        for path in shown:
            self.assertLess(os.path.getsize(os.path.join(root, path)), pictures.LIMIT, path)


def load_tests(loader, tests, pattern):
    return loader.suiteClass([Readme("test_pictures")])
