"""Reading small text files that a user edits; never raises."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from reader.files.plain import read_plain
from reader.text.fault import Fault
from reader.translation import N_, _

if TYPE_CHECKING:
    from _typeshed import StrPath

LARGEST = 1_000_000
"""Bytes. A larger settings file is a mistake."""
_UNUSABLE = {errno.EINVAL: N_("This is not a regular file."), errno.EFBIG: N_("The file is too large.")}


def read_text(path: StrPath) -> tuple[str | None, list[Fault]]:
    """Return the text and no faults; None and no faults if there is no file; None and a fault if it cannot be read."""
    try:
        # Settings are often links to files that the user keeps together elsewhere.
        return read_plain(path, LARGEST, follow=True).decode("utf-8-sig"), []
    except (FileNotFoundError, NotADirectoryError):
        return None, []
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Fault(str(path), line, _("The file is not UTF-8."), _("Save it as UTF-8."))]
    except OSError as error:
        if error.errno in _UNUSABLE:
            return None, [Fault(str(path), None, _(_UNUSABLE[error.errno]), _("Put a small text file there."))]
        reason = error.strerror or type(error).__name__
        what = _("The file cannot be read: {reason}.").format(reason=reason)
        return None, [Fault(str(path), None, what, _("Check its permissions."))]
