"""Past releases: loaded when somebody asks for one, a few kept, one loaded at a time, never on the event loop."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from api.releases.view import ReleaseView
from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.history import cut_back, find_release
from kb.index import open_index
from kb.models import Fact

LOG = logging.getLogger("api")

MOST = 3
"""Past releases held in memory, some 30 MB each; the one that was not asked for the longest goes first."""

FOLDER = ".kb/past"
"""Where their indexes lie, each release's in a folder of its own, from the repository's root."""


class PastReleases:
    """The past releases of a catalog; used from one event loop, which it never blocks.

    Args:
        load: Loads the release of a name; called in a thread, for one release at a time.
        most: How many releases are held at most.
    """

    def __init__(self, load: Callable[[str], ReleaseView], most: int = MOST) -> None:
        self._load, self._most = load, most
        self._loaded: OrderedDict[str, ReleaseView] = OrderedDict()
        self._loading = asyncio.Lock()

    async def open(self, name: str) -> ReleaseView:
        """The release, loaded now unless it is held already.

        Raises:
            UnknownRelease: There is none of this name.
        """
        if name not in self._loaded:
            async with self._loading:
                if name not in self._loaded:
                    self._loaded[name] = await run_in_threadpool(self._load, name)
                    while len(self._loaded) > self._most:
                        self._loaded.popitem(last=False)
        self._loaded.move_to_end(name)
        return self._loaded[name]

    def list_loaded(self) -> list[str]:
        """The names of the releases in memory; the one to go next comes first."""
        return list(self._loaded)


def load_past_release(
    catalog: Catalog, root: Path, pages: Mapping[str, Iterable[str]], source_text: Callable[[Fact], str | None], name: str
) -> ReleaseView:
    """Loads one past release: its facts, their index (built the first time, then found on disk), and what answers from them.

    Args:
        catalog: Today's facts, with all releases.
        root: The repository.
        pages: Page address → the fact IDs on it.
        source_text: Gives the verified source lines of a fact, when a copy is at hand.
        name: The release.

    Raises:
        UnknownRelease: There is none of this name.
    """
    then = cut_back(catalog, find_release(catalog.releases, name))
    try:
        index = open_index(then, root / FOLDER / name, LOG.info)
    except OSError:  # a disk that cannot be written: the index is made anew, and read into memory all the same
        with tempfile.TemporaryDirectory() as folder:
            index = open_index(then, Path(folder), LOG.info)
    return ReleaseView(then, Answerer(then, index, pages, source_text))
