"""The XML of a project file: parsed safely in any encoding, or refused with the place."""

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import errors

from csdesk.app.imports.guard import OLE, looks_utf16
from csdesk.domain.errors import N_, UserError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element, ParseError

_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)", re.DOTALL)
# What names one of them may mean its larger successor, as browsers take it.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "cp950"}
_CUT = frozenset(
    errors.codes[message]
    for message in (
        errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR, errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)  # fmt: skip
_BAD_LETTER = errors.codes[errors.XML_ERROR_INVALID_TOKEN]


def parsed(path: Path, head: bytes, *, most_tags: int) -> "Element":
    """Return the first element of an XML file whose first bytes are `head`.

    Raises `UserError` for more than `most_tags` tags, for what is no XML (binary plans and packed
    files by their name), is cut off, is not written in the encoding that it names, or holds a
    document type.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException, DTDForbidden
    from defusedxml.ElementTree import fromstring

    _refuse_binary(path, head)
    content = _readable(path, path.read_bytes())
    if content.count(b"<") > most_tags:
        raise too_large(path)
    try:
        return fromstring(content, forbid_dtd=True)
    except DTDForbidden as error:
        if error.name.casefold() == "html":
            raise other_kind(path, "html") from error
        raise _unsafe(path) from error
    except DefusedXmlException as error:
        raise _unsafe(path) from error
    except ParseError as error:
        raise _no_xml(path, content, error) from error
    except (LookupError, ValueError) as error:
        raise UserError(
            "project_file_not_xml", _NOT_XML, file=path.name, line=1, column=1
        ) from error


def other_kind(path: Path, root: str) -> UserError:
    """Return the refusal of XML that is no project plan."""
    return UserError(
        "project_file_kind",
        N_(
            "{file} is XML, but no project plan: its first element is {root}. Save the plan "
            "as MS Project XML, or take the .gan file of GanttProject."
        ),
        file=path.name,
        root=root[:60],
    )


_NOT_XML = N_(
    "{file} cannot be read as XML: the fault is in line {line}, column {column}. Save the plan "
    "again as MS Project XML or as a .gan file."
)


def _refuse_binary(path: Path, head: bytes) -> None:
    if head.startswith(OLE):
        raise UserError(
            "project_file_binary",
            N_(
                "{file} is a Project file of the binary kind. Open it in Project and save it as "
                "XML (File, Save as, XML format)."
            ),
            file=path.name,
        )
    if head.startswith(b"PK"):
        raise UserError(
            "project_file_packed",
            N_(
                "{file} is a packed file, perhaps an Excel workbook, and no project plan. Import a "
                "workbook as a spreadsheet, under its own ending; else save the plan as MS Project "
                "XML or as a .gan file."
            ),
            file=path.name,
        )


def _readable(path: Path, content: bytes) -> bytes:
    """Return content that the parser takes: without a blank start, in an encoding that it knows."""
    if looks_utf16(content[:4096]):
        return content
    content = content.lstrip()
    found = _ENCODING.match(content.removeprefix(codecs.BOM_UTF8))
    named = found[1].decode("ascii").casefold() if found else "utf-8"
    if named.startswith(("utf-16", "utf16", "ucs-2", "unicode")):
        named = "utf-8"  # its letters are of one byte: the name is a slip
    elif named in ("utf-8", "utf8") or not _is_wide(path, named):
        return content
    text = _text(path, content, _LARGER.get(named, named))
    return re.sub(r"^\ufeff?<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()


def _is_wide(path: Path, encoding: str) -> bool:
    """Whether the parser lacks an encoding of several bytes to a letter."""
    try:
        return len(bytes(range(256)).decode(encoding, "replace")) != 256
    except LookupError as error:
        raise UserError(
            "project_file_encoding",
            N_(
                "{file} says that it is written in “{encoding}”, which is not known. Save it again "
                "as UTF-8."
            ),
            file=path.name,
            encoding=encoding,
        ) from error


def _text(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _bad_letters(path, content, error.start, encoding) from error


def _no_xml(path: Path, content: bytes, error: "ParseError") -> UserError:
    line, column = error.position
    code = error.code
    if code in _CUT and b"<" in content:
        return UserError(
            "project_file_cut",
            N_(
                "{file} ends in the middle of line {line}: the rest of it is missing. Copy or save "
                "it again from where it comes from."
            ),
            file=path.name,
            line=line,
        )
    if code == _BAD_LETTER and not looks_utf16(content[:4096]):
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as wrong:
            return _bad_letters(path, content, wrong.start, "UTF-8")
    return UserError("project_file_not_xml", _NOT_XML, file=path.name, line=line, column=column + 1)


def _bad_letters(path: Path, content: bytes, at: int, encoding: str) -> UserError:
    return UserError(
        "project_file_letters",
        N_(
            "{file} should be written in {encoding}, but line {line} holds letters that are not. "
            "Save it again as UTF-8 from the program it comes from."
        ),
        file=path.name,
        encoding=encoding.upper(),
        line=content.count(b"\n", 0, at) + 1,
    )


def _unsafe(path: Path) -> UserError:
    return UserError(
        "project_file_unsafe",
        N_(
            "{file} holds definitions that no project file needs and that can harm. Ask for "
            "it again, or save it anew from the program it comes from."
        ),
        file=path.name,
    )


def too_large(path: Path) -> UserError:
    """Return the refusal of a file that would take too much memory."""
    return UserError(
        "project_file_too_large",
        N_("{file} is larger than any plan that csdesk reads. Save a part of it on its own."),
        file=path.name,
    )
