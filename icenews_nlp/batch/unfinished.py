"""An output that another run can resume after a kill: documents in FILE.part, checkpoints in FILE.journal.

At a checkpoint the documents, then the failures, and then the journal are put on disk. So the journal never speaks of more than
there is, and whatever the files hold beyond its last checkpoint is cut off by the run that resumes.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, Final

from icenews_nlp.batch.failures import FailuresFile
from icenews_nlp.batch.files import PART, beside, opened, put_in_place, size_of
from icenews_nlp.batch.journal import Checkpoint, Complete, Journal, RunRequest, is_journal
from icenews_nlp.batch.pieces import Pieces, split
from icenews_nlp.batch.position import Position
from icenews_nlp.errors import IcenewsError, InputError
from icenews_nlp.formats.compression import compressed

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument
    from icenews_nlp.formats.writers import Format

JOURNAL: Final = ".journal"
JOINED: Final = ".joined"
"""What the name of a file ends with that is being made of pieces."""

SECONDS: Final = 5.0
"""Between two checkpoints: what a kill costs at most, and so few that they cost nothing."""


class Unfinished:
    """The output of one run, which may resume an earlier one."""

    def __init__(self, path: Path, form: Format, journal: Journal, start: Checkpoint) -> None:
        """Open FILE.part, and cut off what the earlier run wrote after that checkpoint.

        Raises:
            InputError: It cannot be written.
        """
        self.start = start
        self.failures: FailuresFile | None = None
        """Put on disk at each checkpoint too."""
        self.file: IO[bytes] = opened(beside(path, PART), start.size)
        self._path = path
        self._form = form
        self._journal = journal
        self._pieces = Pieces(self.file, path.name, form, start.documents)
        self._settled, self._failed = start.position, start.failures
        self._known = self._saved = start
        """The last moment that may become a checkpoint, and the last one that did."""
        self._is_whole = True
        """Whether no document is half written."""
        self._due = monotonic() + SECONDS

    @property
    def documents(self) -> int:
        """Documents so far, those of earlier runs among them."""
        return self._pieces.documents

    def write(self, document: AnnotatedDocument, position: Position, failed: int) -> None:
        """Add the document of the record before that position, and do as `settle` does."""
        self._is_whole = False
        self._pieces.write(document)
        self.settle(position, failed)

    def settle(self, position: Position, failed: int) -> None:
        """All records before that position have been dealt with, and so many failed; make a checkpoint if one is due."""
        self._is_whole = False
        self._settled, self._failed = position, failed
        is_due = monotonic() >= self._due
        if is_due and self._form.join:
            self._pieces.end()
        if self._pieces.is_at_end:
            self._note()
        if is_due:
            self._save()
        self._is_whole = True

    def finish(self) -> None:
        """Make the finished file; where nothing but failures came of the input, an earlier one stays."""
        part = beside(self._path, PART)
        self._end_all()
        self.file.close()
        if not self.documents and self._failed:
            part.unlink()
            self._journal.close(remove=True)
            return
        ready = self._join(part) if self._form.join else part
        found = ready.stat()
        self._journal.finish(Complete(self.documents, found.st_size, found.st_mtime_ns, self._failed))
        put_in_place(ready, self._path)
        part.unlink(missing_ok=True)
        self._journal.close()

    def stop(self, error: BaseException) -> int:
        """Keep what can be kept at an error that ends the run; how many documents."""
        if self._is_whole and isinstance(error, KeyboardInterrupt | IcenewsError):
            if self._form.join:
                self._end_all()
            else:
                self._save()
                self._pieces.end()
            self.file.close()
            self._journal.close()
            return self.documents
        self._pieces.abandon(error)
        with suppress(OSError):  # the disk is full, and what is in the buffer is lost anyway
            self.file.close()
        with suppress(OSError):
            os.truncate(beside(self._path, PART), self._saved.size)
        self._journal.close()
        return self._saved.documents

    def _end_all(self) -> None:
        self._pieces.end()
        self._note()
        self._save()

    def _note(self) -> None:
        size = self.failures.size() if self.failures else 0
        self._known = Checkpoint(*self._settled, self.documents, self.file.tell(), self._failed, size)

    def _save(self) -> None:
        if self._known != self._saved:
            self.file.flush()
            os.fsync(self.file.fileno())
            if self.failures:
                self.failures.sync()
            self._journal.add(self._known)
            self._saved = self._known
        self._due = monotonic() + SECONDS

    def _join(self, part: Path) -> Path:
        assert self._form.join is not None
        joined = beside(self._path, JOINED)
        with part.open("rb") as pieces, joined.open("wb") as file:
            with compressed(file, self._path.name) as stream:
                self._form.join(split(pieces, [one.size for one in self._journal.checkpoints]), stream)
            file.flush()
            os.fsync(file.fileno())
        return joined


def resume(path: Path, form: Format, request: RunRequest, failures: Path | None) -> Unfinished | Complete:
    """Open the output of an earlier run to continue it, or a new one; a finished one is left as it is.

    A finished run of standard input is no reason to leave another undone: nobody knows whether it gives the same.

    Args:
        path: The finished file.
        form: How documents are written.
        request: What the run is asked to do.
        failures: The file of failures.

    Raises:
        InputError: The earlier run was asked something else, another run is at work, or a file cannot be written.
    """
    journal = Journal(beside(path, JOURNAL))
    try:
        is_same = journal.request == request.line() and request.is_known
        if journal.complete and is_same and _place_finished(path, journal.complete):
            journal.close()
            return journal.complete
        if journal.request is None or journal.complete:
            journal.begin(request)
        elif difference := request.difference(journal.request):
            raise InputError(f"{beside(path, PART)} was begun with {difference}, or leave out --resume to start afresh")
        size, failures_size = size_of(beside(path, PART)), size_of(failures) if failures else 0
        fitting = [one for one in journal.checkpoints if one.size <= size and one.failures_size <= failures_size]
        journal.rewind(len(fitting))
        return Unfinished(path, form, journal, fitting[-1] if fitting else Checkpoint())
    except BaseException:
        journal.close()
        raise


def discard(path: Path) -> None:
    """Delete the journal of an earlier run, before a run that writes the same output without one.

    Raises:
        InputError: The earlier run is still at work.
    """
    if is_journal(journal := beside(path, JOURNAL)):
        Journal(journal).close(remove=True)
        beside(path, JOINED).unlink(missing_ok=True)


def _place_finished(path: Path, complete: Complete) -> bool:
    """Put the finished file in place if a kill came just before that; whether it is there."""
    for ready in (beside(path, JOINED), beside(path, PART)):
        if not complete.is_at(path) and complete.is_at(ready):
            put_in_place(ready, path)
    if complete.is_at(path):
        beside(path, PART).unlink(missing_ok=True)
        return True
    return False
