"""Plays a person at LibreOffice Calc: reads steps as JSON lines, does each, answers a line.

Runs by the system's Python, which has the `uno` module; it knows nothing of csdesk. Everything goes
through the dispatcher, as menus and keys do, so that the protection of a sheet holds.

    ["open", path] ["new"] ["sheet", 0] ["show", "G8"] ["type", "G8", text] ["clear", "G8"]
    ["protection", false] ["sort", "A6:L30", 2, true] ["insert_row", 10] ["delete_row", 12]
    ["copy", "A1:L9"] ["paste", "A1"] ["filter", "A5:J30", 7, text] ["save", path] ["close"]

Or it only saves a file as another: ["convert", path, path].
"""

import json
import select
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

SHEETS = "com.sun.star.sheet.SpreadsheetDocument"
SLIDES = "com.sun.star.presentation.PresentationDocument"
FILTERS = {
    SHEETS: {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "pdf": "calc_pdf_Export"},
    SLIDES: {"pdf": "impress_pdf_Export"},
}


def named(**values: Any) -> tuple[PropertyValue, ...]:
    """Return arguments as the dispatcher wants them."""
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def connected(pipe: str) -> Any:
    """Return the context of the office that listens on `pipe`; it may still be starting."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    last = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > last:
                raise
            select.select([], [], [], 0.2)


class Hand:
    """The window in front and what can be done in it."""

    def __init__(self, pipe: str) -> None:
        context = connected(pipe)
        manager = context.ServiceManager
        self._desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._dispatcher = manager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        self._document: Any = None

    def open(self, path: str) -> None:
        self._load(uno.systemPathToFileUrl(path))

    def new(self) -> None:
        self._load("private:factory/scalc")

    def _load(self, url: str) -> None:
        self._document = self._desktop.loadComponentFromURL(url, "_blank", 0, named(Hidden=True))
        # Tool bars that are refreshed without a screen end LibreOffice 7.4.
        self._document.CurrentController.Frame.LayoutManager.setVisible(False)

    def _do(self, command: str, **values: Any) -> None:
        frame = self._document.CurrentController.Frame
        self._dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, named(**values))

    def sheet(self, index: int) -> str:
        sheet = self._document.Sheets.getByIndex(index)
        self._document.CurrentController.setActiveSheet(sheet)
        return str(sheet.Name)

    def _active(self) -> Any:
        return self._document.CurrentController.ActiveSheet

    def show(self, place: str) -> str:
        return str(self._active().getCellRangeByName(place).String)

    def _choose(self, place: str) -> None:
        self._do("GoToCell", ToPoint=place)

    def type(self, place: str, text: str) -> str:
        self._choose(place)
        self._do("EnterString", StringName=text)
        return self.show(place)

    def clear(self, place: str) -> str:
        self._choose(place)
        self._do("ClearContents")
        return self.show(place.partition(":")[0])

    def protection(self, wanted: bool) -> bool:
        sheet = self._active()
        if not wanted and sheet.isProtected():
            self._do("Protect", Protect=False)
        return bool(sheet.isProtected())

    def sort(self, place: str, column: int, ascending: bool) -> None:
        self._choose(place)
        self._do(
            "DataSort", ByRows=True, HasHeader=False, CaseSensitive=False, IncludeAttribs=True,
            UserDefIndex=0, Col1=column, Ascending1=ascending,
        )  # fmt: skip

    def insert_row(self, row: int) -> None:
        self._choose(f"A{row}")
        self._do("InsertRowsBefore")

    def delete_row(self, row: int) -> None:
        self._choose(f"A{row}")
        self._do("DeleteRows")

    def copy(self, place: str) -> None:
        self._choose(place)
        self._do("Copy")

    def paste(self, place: str) -> str:
        self._choose(place)
        self._do("Paste")
        return self.show(place)

    def filter(self, place: str, field: int, text: str) -> int:
        """Filter by a text; return how many rows are left."""
        area = self._active().getCellRangeByName(place)
        wanted = area.createFilterDescriptor(True)
        one = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        one.Field, one.IsNumeric, one.StringValue = field, False, text
        one.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        wanted.setFilterFields((one,))
        wanted.ContainsHeader = True
        area.filter(wanted)
        return sum(
            1 for index in range(1, area.Rows.Count) if area.Rows.getByIndex(index).IsVisible
        )

    def save(self, path: str) -> None:
        kind = next(kind for kind in FILTERS if self._document.supportsService(kind))
        name = FILTERS[kind][path.rpartition(".")[2]]
        self._document.storeToURL(uno.systemPathToFileUrl(path), named(FilterName=name))

    def close(self) -> None:
        """Close all documents without saving them."""
        for document in list(self._desktop.Components):
            document.close(True)
        self._document = None

    def convert(self, path: str, target: str) -> None:
        self.open(path)
        self.save(target)
        self.close()


def main() -> None:
    """Do what stands on standard input, a step a line."""
    hand = Hand(sys.argv[1])
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"value": getattr(hand, name)(*arguments)}
        except Exception as error:  # noqa: BLE001 - the test says what it was
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
