#!/usr/bin/env python3
"""Judges what is published of mentors' pictures: Pillow makes them with everything that cameras and programs write, and reads
what almanac has left.

usage: photos.py ALMANAC

Every pixel has to stay, the colour profile and the way the picture is turned too; nothing else of what it told.
"""
import io
import os
import re
import sqlite3
import sys
import tempfile

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from site_making import demo_site, run

SECRET = "Musterstrasse 12"


def picture(mode="RGB", size=(300, 200)):
    image = Image.effect_noise(size, 60).convert("RGB")
    image.putpixel((0, 0), (255, 0, 0))
    if mode == "P":
        return image.quantize(32)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
        return image
    return image.convert(mode)


def exif(orientation):
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010E] = SECRET
    told[0x0132] = "2026:11:01 10:00:00"
    told.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return told.tobytes()


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()


def jpeg(orientation=1, mode="RGB", **options):
    out = io.BytesIO()
    picture(mode).save(
        out, "JPEG", exif=exif(orientation), icc_profile=PROFILE, xmp=XMP, comment=SECRET, **options)
    # What cameras put behind the end: another picture.
    return out.getvalue() + SECRET.encode()


def png(orientation=1, mode="RGB", **options):
    out = io.BytesIO()
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET)
    told.add_text("Comment", SECRET, zip=True)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture(mode).save(out, "PNG", pnginfo=told, exif=exif(orientation), icc_profile=PROFILE, **options)
    return out.getvalue()


def webp(orientation=1, mode="RGB", **options):
    out = io.BytesIO()
    picture(mode).save(out, "WEBP", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, **options)
    return out.getvalue()


def plain_webp():
    out = io.BytesIO()
    picture().save(out, "WEBP")
    return out.getvalue()


def moving(kind):
    out = io.BytesIO()
    picture().save(out, kind, save_all=True, append_images=[picture()])
    return out.getvalue()


GOOD = [
    ("photo.jpg", jpeg()), ("photo.jpeg", jpeg(6, progressive=True)), ("photo.JPG", jpeg(3, "L", optimize=True)),
    ("photo.jpg", jpeg(8, "CMYK")), ("photo.png", png()), ("photo.png", png(6, "P")), ("photo.png", png(1, "RGBA")),
    ("photo.png", moving("PNG")), ("photo.webp", webp(6)), ("photo.webp", webp(1, "RGBA", lossless=True)),
    ("photo.webp", plain_webp()),
]
BAD = [
    ("photo.jpg", b"", "the file is empty"), ("photo.jpg", b"hello", "no JPEG, PNG or WebP"),
    ("photo.png", jpeg(), "is a JPEG and is not named as one, so it is left out; name it photo.jpg"), ("photo.jpg", jpeg()[:3000], "it ends too early"),
    ("photo.webp", moving("WEBP"), "the picture moves"), ("photo.png", png().replace(b"IDAT", b"IDAX"), "checksum"),
    ("photo.gif", moving("GIF"), "no JPEG, PNG or WebP"), ("photo.jpg", jpeg() + bytes(1 << 20), "more than 1048576"),
    ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "no JPEG, PNG or WebP"),
]


def check(name, given, left, page):
    before, after = Image.open(io.BytesIO(given)), Image.open(io.BytesIO(left))
    after.load()
    if after.format != before.format or after.size != before.size or after.mode != before.mode:
        raise SystemExit(f"{name}: {before} has become {after}")
    before.seek(0)
    if before.tobytes() != after.tobytes():
        raise SystemExit(f"{name}: pixels have changed")
    if SECRET.encode() in left or b"2026:11" in left or b"xmpmeta" in left or len(left) >= len(given) and SECRET.encode() in given:
        raise SystemExit(f"{name}: something is left")
    told = dict(after.getexif())
    orientation = before.getexif().get(0x0112, 1)
    if told != ({0x0112: orientation} if orientation > 1 else {}) or after.getexif().get_ifd(0x8825):
        raise SystemExit(f"{name}: Exif is {told}")
    if after.info.get("icc_profile") != before.info.get("icc_profile"):
        raise SystemExit(f"{name}: the colour profile is another")
    extra = set(after.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "icc_profile", "exif", "adobe", "adobe_transform", "progressive", "progression", "loop", "background", "timestamp", "duration", "default_image"}
    if extra:
        raise SystemExit(f"{name}: {extra} are left")
    shown = ImageOps.exif_transpose(after).size
    wanted = f'width="{shown[0]}" height="{shown[1]}"'
    images = re.findall(r'<img class="avatar" src="[^"]*"[^>]*>', page)
    if not images or any(wanted not in image for image in images):
        raise SystemExit(f"{name}: {images} instead of {wanted}")


def main():
    almanac = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        site = demo_site(almanac, f"{folder}/site", "https://demo.example.org/")
        record = sqlite3.connect(f"{site}/almanac.db")
        slugs = [row[0] for row in record.execute("SELECT slug FROM mentor WHERE approval = 'approved' ORDER BY slug")]
        hidden = [row[0] for row in record.execute("SELECT slug FROM mentor WHERE approval <> 'approved' ORDER BY slug")]
        checked = 0
        for start in range(0, len(GOOD), len(slugs)):
            part = list(zip(slugs, GOOD[start:start + len(slugs)]))
            for slug, (name, octets) in part:
                write(site, slug, name, octets)
            write(site, hidden[0], "photo.jpg", jpeg())
            run(almanac, "-C", site, "build", "--now", "2026-11-21T08:00:00Z", "--strict")
            for slug, (name, octets) in part:
                with open(f"{site}/public/mentors/{slug}/{name}", "rb") as file:
                    left = file.read()
                with open(f"{site}/public/mentors/{slug}/index.html", encoding="utf-8") as file:
                    check(f"{slug}/{name}", octets, left, file.read())
                os.unlink(f"{site}/content/mentors/{slug}/{name}")
                checked += 1
            if os.path.exists(f"{site}/public/mentors/{hidden[0]}"):
                raise SystemExit("the picture of a mentor who is not shown is published")
            os.unlink(f"{site}/content/mentors/{hidden[0]}/photo.jpg")
        refused = 0
        for name, octets, cause in BAD:
            write(site, slugs[0], name, octets)
            told = run_all(almanac, "-C", site, "build", "--now", "2026-11-21T08:00:00Z")
            place = f"content/mentors/{slugs[0]}/{name}: warning: "
            if place not in told or cause not in told:
                raise SystemExit(f"{name}: {told}")
            if os.path.exists(f"{site}/public/mentors/{slugs[0]}/{name}"):
                raise SystemExit(f"{name} is published")
            os.unlink(f"{site}/content/mentors/{slugs[0]}/{name}")
            refused += 1
        for keys, made, cause in [
            ("photo: me.png", "mee.png", f'{slugs[0]}.md: warning: mentor "{slugs[0]}" has no picture "me.png"; did you mean "mee.png"?'),
            ("headline: x", "me.png", "me.png: warning: no page shows this picture; write photo: me.png into"),
        ]:
            with open(f"{site}/content/mentors/{slugs[0]}.md", "w", encoding="utf-8") as file:
                file.write(f"---\n{keys}\n---\nWords.\n")
            write(site, slugs[0], made, png())
            told = run_all(almanac, "-C", site, "build", "--now", "2026-11-21T08:00:00Z")
            if cause not in told:
                raise SystemExit(told)
            os.unlink(f"{site}/content/mentors/{slugs[0]}/{made}")
    print(f"photos: {checked} pictures are clean and whole, {refused} are left out with a word")


def write(site, slug, name, octets):
    os.makedirs(f"{site}/content/mentors/{slug}", exist_ok=True)
    with open(f"{site}/content/mentors/{slug}/{name}", "wb") as file:
        file.write(octets)


def run_all(almanac, *arguments):
    """What a build says of the files, on whatever stream."""
    return run(almanac, *arguments, errors=True)


main()
