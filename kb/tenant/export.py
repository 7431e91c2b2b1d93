"""What was found in an export: records of five collections, each field with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class Evidence(BaseModel):
    """One place of the export that a verdict rests on."""

    model_config = ConfigDict(frozen=True)

    file: str = Field(description="The file as given; for a folder with the path below it.", examples=["export/grants.json"])
    pointer: str = Field(description="JSON pointer (RFC 6901) into that file.", examples=["/value/3/consentType"])
    value: Any = Field(description="What stands there; masked where it names a person.", examples=["AllPrincipals"])


@dataclass(frozen=True, slots=True)
class Record:
    """One record, or several with the same key read as one: the first value that is there counts.

    Attributes:
        places: File, pointer of the record, field in lower case → value, and → its pointer within the record.
    """

    places: tuple[tuple[str, str, dict[str, Any], dict[str, str]], ...]

    def get(self, name: str) -> Any:
        """A field's value; None where it is absent or null."""
        return next((fields[name] for _, _, fields, _ in self.places if name in fields), None)

    def text(self, name: str) -> str:
        """The same as text in lower case, as ids are compared; empty where it is none."""
        return str(self.get(name) or "").strip().lower()

    def truth(self, name: str) -> bool | None:
        """The same as a truth value, which some exports write as text."""
        return {"true": True, "false": False}.get(str(self.get(name)).lower())

    def show(self, name: str) -> tuple[Evidence, ...]:
        """The place of a field, if it is there."""
        for file, pointer, fields, below in self.places:
            if name in fields:
                return (Evidence(file=file, pointer=pointer + below[name], value=fields[name]),)
        return ()


class Cut(NamedTuple):
    """A place where something is missing.

    Attributes:
        kind: The collection; empty when it cannot be told.
        evidence: The next link, or what PowerShell left; None for a file that breaks off.
        why: In words.
        owner: The App ID of the service principal that it is inside of, in lower case.
    """

    kind: str
    evidence: Evidence | None
    why: str
    owner: str = ""


class FileProblem(BaseModel):
    """A file, or a part of one, that could not be used."""

    model_config = ConfigDict(frozen=True)

    file: str = Field(description="The file as given.")
    message: str = Field(description="What is wrong, where, and what to do; never what stands there.")


@dataclass
class Export:
    """Everything recognised in the files given.

    Attributes:
        records: Collection → its records, in the order read.
        present: The collections that were given, empty ones too.
        cuts: Where something is missing.
        problems: What could not be used.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    cuts: list[Cut] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)

    def of(self, kind: str) -> Sequence[Record]:
        """The records of a collection."""
        return self.records.get(kind, [])

    def merged(self, kind: str, key: str) -> dict[str, Record]:
        """Key in lower case → the record, those given twice read as one; records without it are left out."""
        found: dict[str, Record] = {}
        for record in self.of(kind):
            if name := record.text(key):
                found[name] = Record(found[name].places + record.places) if name in found else record
        return found

    def add(self, kind: str, record: Record) -> None:
        """Takes in a record."""
        self.present.add(kind)
        self.records.setdefault(kind, []).append(record)

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each collection given, with how many records were read."""
        for kind in sorted(self.present):
            yield kind, len(self.of(kind))
