"""A logo from a file: judged before it is decoded, made small, without anything but its pixels."""

from io import BytesIO
from pathlib import Path
from warnings import catch_warnings, simplefilter

from PIL import Image, UnidentifiedImageError

from csdesk.app.imports.guard import read_head
from csdesk.domain.errors import N_, UserError

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")
_MOST_BYTES = 20 * 2**20
_MOST_PIXELS = 64_000_000
_WIDEST, _HIGHEST = 1200, 600  # of a slot of 60 by 20 points: sharp at 1,200 dots an inch


def read_logo(path: Path) -> bytes:
    """Return the picture in a file as a small PNG; the same file gives the same bytes.

    Raises `UserError` "picture_large", "picture_kind" or "picture_broken".
    """
    size, _ = read_head(path, 16)
    if size > _MOST_BYTES:
        raise UserError(
            "picture_large",
            N_("{file} is too large for a logo ({n} MB). Save it smaller, as PNG or JPEG."),
            file=path.name,
            n=size // 2**20,
        )
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise _too_many_pixels(path)
                return _small(picture)
    except UserError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(path) from error
    except UnidentifiedImageError as error:
        raise UserError(
            "picture_kind",
            N_("{file} is no picture that can be drawn. Save the logo as PNG or JPEG."),
            file=path.name,
        ) from error
    except Exception as error:
        raise UserError(
            "picture_broken",
            N_("{file} is damaged: it ends before the picture does. Save the logo anew."),
            file=path.name,
        ) from error


def _too_many_pixels(path: Path) -> UserError:
    return UserError(
        "picture_large",
        N_("{file} has too many pixels for a logo. Save it smaller, as PNG or JPEG."),
        file=path.name,
    )


def _small(picture: Image.Image) -> bytes:
    picture.draft("RGB", (_WIDEST, _HIGHEST))  # a JPEG is read at a fraction of its size
    picture.load()
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if has_alpha else "RGB")
    plain.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    Image.frombytes(plain.mode, plain.size, plain.tobytes()).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
