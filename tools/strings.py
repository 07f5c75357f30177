"""The catalogues of the interface and the documents: extract, update, compile. Runs inside `.venv`.

python -m tools.strings            extract the template anew and update the three languages
python -m tools.strings compile    write the .mo files beside the .po files
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "csdesk"
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "csdesk.pot"
LANGUAGES = ("en", "zh_CN", "zh_TW")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"text": None, "plural": (1, 2), "N_": None}
HEADER = "# Texts of csdesk.\n"


def catalogue_path(language: str) -> Path:
    """Return the path of one language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "csdesk.po"


def extract() -> Catalog:
    """Read every message of the package, in the order of the files' names."""
    catalog = Catalog(project="csdesk", charset="utf-8", header_comment=HEADER)
    # In the data layer `text()` is SQLAlchemy's; it only names texts and never shows one.
    elsewhere = [("data/**", "ignore"), ("**.py", "python")]
    found = [
        *extract_from_dir(PACKAGE, elsewhere, keywords=KEYWORDS, comment_tags=("i18n:",)),
        *extract_from_dir(PACKAGE, [("data/**.py", "python")], keywords={"N_": None}),
    ]
    for name, _line, message, comments, context in sorted(found, key=lambda entry: entry[:2]):
        path = f"csdesk/{Path(name).as_posix()}"
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def rendered(catalog: Catalog) -> bytes:
    """Return the catalogue as a file sorted, so that moved code changes nothing."""
    catalog.fuzzy = False
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=-1, no_location=True, omit_header=True, sort_output=True)
    head = [HEADER.strip(), 'msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=utf-8\\n"']
    if catalog.locale is not None:
        head.append(f'"Language: {catalog.locale}\\n"')
        head.append(f'"Plural-Forms: {catalog.plural_forms}\\n"')
    return ("\n".join(head) + "\n\n").encode() + buffer.getvalue()


def read(language: str) -> Catalog:
    """Return one language's catalogue, empty if it has none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", header_comment=HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def updated(language: str, template: Catalog) -> Catalog:
    """Return the language's catalogue with exactly the template's messages, translations kept.

    English texts are their own translations. A message that is gone leaves no trace.
    """
    old = read(language)
    new = Catalog(locale=language, charset="utf-8", header_comment=HEADER)
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        if language == "en":
            text = message.id
        elif known is not None and isinstance(known.string, tuple) == message.pluralizable:
            text = known.string or ""
        else:
            text = ("",) * new.num_plurals if message.pluralizable else ""
        new.add(
            message.id,
            text,
            message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known is not None else (),
            context=message.context,
        )
    return new


def update() -> None:
    """Write the template and the catalogues."""
    template = extract()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(rendered(template))
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = updated(language, template)
        path.write_bytes(rendered(catalog))
        missing = sum(1 for message in catalog if message.id and not is_translated(message.string))
        print(f"{language}: {len(catalog)} texts, {missing} to translate")
    compile_all()


def is_translated(text: str | tuple[str, ...] | list[str] | None) -> bool:
    """Say whether a translation has all its forms."""
    return all(bool(form) for form in text) if isinstance(text, (tuple, list)) else bool(text)


def compile_all() -> None:
    """Write the compiled form of every language beside its source."""
    for language in LANGUAGES:
        path = catalogue_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    elif not sys.argv[1:]:
        update()
    else:
        sys.exit(__doc__)
