"""Folders into which articles come while one watches."""

from pathlib import Path

from services.ingest.sources.files import find

_Stamp = tuple[int, int]


class Watch:
    """What has come into some folders, or changed there, since it was last taken.

    A file counts as come when it is the same in two looks: one that is still being written is left alone.
    """

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths
        self._looked: dict[Path, _Stamp] = {}
        self._taken: dict[Path, _Stamp] = {}

    def come(self) -> list[Path]:
        """The files to take now, in the order of their names."""
        stamps = dict(self._stamps())
        still = [path for path, stamp in stamps.items() if self._looked.get(path) == stamp]
        self._looked = stamps
        return [path for path in still if self._taken.get(path) != stamps[path]]

    def take(self, paths: list[Path]) -> None:
        """These are taken, as they were at the last look."""
        self._taken.update({path: self._looked[path] for path in paths})

    def _stamps(self) -> list[tuple[Path, _Stamp]]:
        found = []
        for path in find(self._paths):
            if isinstance(path, Path):
                try:
                    status = path.stat()
                except OSError:  # it went away again, or comes yet
                    continue
                found.append((path, (status.st_mtime_ns, status.st_size)))
        return found
