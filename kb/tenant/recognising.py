"""Recognises the collections of an export by what they hold, in any shape that the tools write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kb.models.rules import Collection, ExportShapes
from kb.tenant.export import Cut, Evidence, Export, FileProblem, Record

DEPTH = 40
LAYOUTS = 1000
"""Sequences of keys whose lower case is kept: records of one export have few."""

NEXT_LINKS = {"@odata.nextlink", "odata.nextlink", "nextlink", "odatanextlink"}
CONTEXTS = {"@odata.context", "odata.context", "odatacontext"}
TYPES = {"@odata.type", "odata.type", "odatatype"}
EXTRA = "additionalproperties"
FOREIGN = "foreign"

Place = tuple[Any, str]
"""A value and its pointer within the record."""


class Recogniser:
    """Puts what it recognises in one file into an export.

    Args:
        shapes: How the collections look.
        export: Where they are put.
        file: How the export names the file.
    """

    def __init__(self, shapes: ExportShapes, export: Export, file: str) -> None:
        self.export, self.file, self.shapes = export, file, shapes
        self._lowered: dict[tuple[str, ...], dict[str, str]] = {}
        self.kinds = {each.id: _Lowered(each) for each in shapes.collections}
        self.names = {_plain(name): kind for kind, each in self.kinds.items() for name in each.names}
        self.names |= {_plain(name): FOREIGN for name in shapes.foreign}
        self.secrets = {name.lower() for name in shapes.secrets}
        self.policies = [name.lower() for name in shapes.policies]
        self.expanded = {name.lower(): kind for name, kind in shapes.expanded.items()}

    def walk(self, value: Any, pointer: str, hint: str, depth: int = 0) -> None:
        """Takes in what a value holds; ``hint`` is the collection that the surroundings name."""
        if hint == FOREIGN or depth > DEPTH:
            return
        if isinstance(value, list):
            self.note(hint)
            for at, each in enumerate(value):
                self.walk(each, f"{pointer}/{at}", hint, depth + 1)
        elif isinstance(value, dict):
            inner = self.open(value, [], pointer, hint)
            for key, kind in inner.items():
                self.walk(value[key], f"{pointer}/{escape(key)}", kind, depth + 1)
        elif isinstance(value, str) and self._is_cut(value):
            kind = hint or self._kind_of_cut(value)
            if kind or hint:
                self._cut(kind, pointer, value)
            elif pointer.endswith(("/value", "/Value")) or depth == 0 or pointer.rsplit("/", 1)[-1].isdigit():
                self._cut("", pointer, value)

    def open(self, value: dict[str, Any], others: Iterable[str], pointer: str, hint: str) -> dict[str, str]:
        """Takes in an object, as a record or as a page.

        Args:
            value: Its members that are at hand.
            others: Keys of members that are too large to be at hand.
            pointer: Where it stands.
            hint: The collection that its surroundings name.

        Returns:
            The keys that are still to be walked, each with the collection it seems to hold.
        """
        keys = (*value, *others)
        lowered = self._lowered.get(keys) or {key.lower(): key for key in keys}
        if len(self._lowered) < LAYOUTS:
            self._lowered[keys] = lowered
        for low in sorted(lowered.keys() & (CONTEXTS | TYPES)):
            hint = self._named(value[lowered[low]]) or hint
        for low in lowered.keys() & self.secrets:
            if isinstance(text := value.get(lowered[low]), str) and text:
                message = f"What looks like a secret stands at {pointer}/{escape(lowered[low])}. It is not needed here and was not used; withdraw it if others saw this file."
                self.export.problems.append(FileProblem(file=self.file, message=message))
        if kind := self._kind_of(lowered.keys(), value, lowered, hint):
            self._take(kind, value, lowered, pointer)
            return {}
        if hint == FOREIGN:
            return {}
        if "value" in lowered:
            self.note(hint)
            for low in lowered.keys() & NEXT_LINKS:
                if link := value[lowered[low]]:
                    self._cut(
                        hint or self._first_kind(value.get(lowered["value"])),
                        f"{pointer}/{escape(lowered[low])}",
                        link,
                        "a page still names a next one",
                    )
        inner = {}
        for low, key in lowered.items():
            if key in value and not isinstance(value[key], dict | list | str):
                continue
            inner[key] = hint if low == "value" else self.names.get(_plain(key), "")
        return inner

    def note(self, hint: str) -> None:
        """Notes that a collection was given, if only as an empty one."""
        if hint and hint != FOREIGN:
            self.export.present.add(hint)

    def _kind_of(self, keys: Iterable[str], value: dict[str, Any], lowered: dict[str, str], hint: str) -> str:
        names = set(keys)
        if hint == FOREIGN or "value" in names:
            return ""
        extra = value.get(lowered.get(EXTRA, ""))
        if isinstance(extra, dict):
            names |= {key.lower() for key in extra}
            if named := next((self._named(extra[key]) for key in extra if key.lower() in TYPES), ""):
                hint = named
        if hint == FOREIGN:
            return ""
        if hint and all(name in names for name in self.kinds[hint].minimal):
            return hint
        for kind, each in self.kinds.items():
            if any(group <= names for group in each.marks) and not each.refuses & names:
                return kind
        return ""

    def _take(self, kind: str, value: dict[str, Any], lowered: dict[str, str], pointer: str) -> None:
        sides = [(value, lowered, "")]
        if isinstance(extra := value.get(lowered.get(EXTRA, "")), dict):
            sides.append((extra, {key.lower(): key for key in extra}, f"/{escape(lowered[EXTRA])}"))
        fields: dict[str, Any] = {}
        below: dict[str, str] = {}
        for name in self.kinds[kind].fields:
            item, place = _look_up(name, sides)
            if item is not None and not isinstance(item, dict | list):
                fields[name], below[name] = item, place
        if fields.get("deleteddatetime"):
            return
        if kind == next(iter(self.kinds)):
            self._take_policies(value, fields, below, pointer, kind)
        self.export.add(kind, Record(((self.file, pointer, fields, below),)))
        owner = str(fields.get("appid", "")).lower()
        for name, held in self.expanded.items():
            item, place = _look_up(name, sides)
            if isinstance(item, list):
                fields["expanded"] = [*fields.get("expanded", ()), held]
                for at, each in enumerate(item):
                    if isinstance(each, str):
                        self._cut(held, f"{pointer}{place}/{at}", each, owner=owner)
                    else:
                        self.walk(each, f"{pointer}{place}/{at}", held)
            elif isinstance(item, str) and item:
                self._cut(held, pointer + place, item, owner=owner)
            link, place = _look_up(f"{name}@odata.nextlink", sides)
            if link:
                self._cut(held, pointer + place, link, "a page still names a next one", owner)

    def _take_policies(self, value: dict[str, Any], fields: dict[str, Any], below: dict[str, str], pointer: str, kind: str) -> None:
        lists: list[Place] = []
        for key, (item, place) in _members(value, ""):
            if key in self.policies and isinstance(item, list | str):
                lists.append((item, place))
        whole = [(item, place) for item, place in lists if isinstance(item, list) and not any(self._is_cut(each) for each in item)]
        if whole:
            best, place = max(whole, key=lambda each: len(each[0]))
            fields["policies"], below["policies"] = best, place
            return
        cut = [
            *lists,
            *((item, place) for _, (item, place) in _members(value, "") if isinstance(item, str) and self._is_cut(item) and _holds(place)),
        ]
        if cut:
            self._cut(kind, pointer + cut[0][1], cut[0][0])

    def _cut(self, kind: str, pointer: str, value: Any, why: str = "", owner: str = "") -> None:
        self.note(kind)
        evidence = Evidence(file=self.file, pointer=pointer, value=value)
        self.export.cuts.append(Cut(kind, evidence, why or "PowerShell cut it at its depth", owner))

    def _is_cut(self, value: Any) -> bool:
        return isinstance(value, str) and value.startswith(self.shapes.cut)

    def _kind_of_cut(self, value: str) -> str:
        if value.startswith("@{"):
            keys = {key.lower() for key in re.findall(r"(?:@\{|; )([\w@.]+)=", value)}
            return next((kind for kind, each in self.kinds.items() if any(group <= keys for group in each.marks)), "")
        last = _plain(re.split(r"[.\s]", value.strip())[-1].removesuffix("[]"))
        return next((kind for name, kind in self.names.items() if last in (name, f"microsoftgraph{name}", f"imicrosoftgraph{name}")), "")

    def _named(self, text: Any) -> str:
        """The collection that a context or a type names."""
        name = str(text).rpartition("#")[2].removesuffix("/$entity")
        name = re.sub(r"(?i)^collection\((.*)\)$", r"\1", name)
        while (shorter := re.sub(r"\([^()]*\)", "", name)) != name:
            name = shorter
        return self.names.get(_plain(re.split(r"[/.]", name)[-1]), "")

    def _first_kind(self, items: Any) -> str:
        first = items[0] if isinstance(items, list) and items else None
        if not isinstance(first, dict):
            return ""
        lowered = {key.lower(): key for key in first}
        return self._kind_of(lowered.keys(), first, lowered, "")


class _Lowered:
    """A collection with its names in lower case, which is how keys are compared."""

    def __init__(self, collection: Collection) -> None:
        self.names = collection.names
        self.marks = [{name.lower() for name in group} for group in collection.marks]
        self.minimal = [name.lower() for name in collection.minimal]
        self.refuses = {name.lower() for name in collection.refuses}
        self.fields = {name.lower() for name in collection.fields}


def _look_up(name: str, sides: Iterable[tuple[dict[str, Any], dict[str, str], str]]) -> Place:
    """A field of the object itself, else of what PowerShell put aside; None and no place where both lack it."""
    for value, lowered, place in sides:
        if (key := lowered.get(name)) is not None and (item := value.get(key)) is not None:
            return item, f"{place}/{escape(key)}"
    return None, ""


def _members(value: Mapping[str, Any], place: str) -> Iterable[tuple[str, Place]]:
    """Every key below an object in lower case, with its value and place."""
    for key, item in value.items():
        yield key.lower(), (item, f"{place}/{escape(key)}")
        if isinstance(item, dict):
            yield from _members(item, f"{place}/{escape(key)}")


def _holds(place: str) -> bool:
    return "permission" in place.rpartition("/")[2].lower()


def escape(key: str) -> str:
    """A key as a step of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())
