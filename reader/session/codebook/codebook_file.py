"""Export the codebook to a file, and import one."""

from __future__ import annotations

import io
from pathlib import Path

from reader.annotation.codebook import Tag, name_of
from reader.annotation.codebook_import import CodebookImport, imported
from reader.annotation.edit import Change
from reader.config.file import read_text
from reader.exchange import codebook_toml
from reader.exchange.formats import codebook_format
from reader.exchange.import_formats import IMPORTS
from reader.exchange.row import Report
from reader.session.codebook.tag_edits import changes_to, letters_of
from reader.session.library.workspace import Workspace
from reader.session.library.write_out import write_out
from reader.text.problem import Problem
from reader.translation import _


def codebook_text(workspace: Workspace, path: Path | None = None) -> tuple[str, Report]:
    """Return the codebook, tags by path, in the format that suits the name of a file, and the report."""
    stream = io.StringIO(newline="")
    report = codebook_format(path or "").write(workspace.codebook.tags.values(), stream)
    return stream.getvalue(), report


def export_codebook(workspace: Workspace, path: Path, *, over: bool = False, wait: bool = True) -> Report:
    """Write the codebook to ``path`` and return the report; Problem if another file is there, unless ``over``.

    ``wait``: see `write_out`.
    """
    text, report = codebook_text(workspace, path)
    try:
        taken = not over and path.is_file() and path.stat().st_size > 0 and not _holds(path, text.encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem(_("The file cannot be read."), f"{path}: {reason}", _("Choose another name.")) from error
    if taken:
        hint = _("Choose another name; `scolie tags export --force` takes its place.")
        raise Problem(_("There is a file of that name already."), str(path), hint)
    write_out(workspace, path, text, wait=wait)
    return report


def _toml_tags(path: Path) -> list[Tag]:
    text, faults = read_text(path)
    if text is None and not faults:
        raise Problem(_("There is no such file."), str(path), _("Check the name."))
    tags = []
    if text is not None:
        entries, faults = codebook_toml.read(text, path.name)
        tags = [tag for tag, _ in entries]
    if faults:
        places = tuple(f"{fault.place}: {fault.what} {fault.mend}" for fault in faults)
        raise Problem(
            _("The codebook cannot be taken in."), str(path), _("Mend the file; nothing was changed."), places
        )
    return tags


def _refi_tags(path: Path) -> list[Tag]:
    codes = IMPORTS["qdc"].read(path).codes
    return [Tag("", code.path, name_of(code.color), definition=code.description) for code in codes]


def _holds(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


def import_codebook(workspace: Workspace, path: Path, *, dry: bool = False) -> CodebookImport:
    """Import the codebook of a file in one edit, and return which tags are new and which were completed.

    Problem, and nothing is changed, if the file has faults or clashes with the codebook; ``dry`` changes nothing.
    """
    tags = _refi_tags(path) if path.name.lower().endswith(IMPORTS["qdc"].suffixes) else _toml_tags(path)

    def work_out() -> CodebookImport:
        result = imported(workspace.codebook, tags, lambda: letters_of(workspace))
        if result.clashes:
            places = tuple(f"{clash.path}: {clash.what}" for clash in result.clashes)
            hint = _("Make them say the same, in the file or here, and take it in again; nothing was changed.")
            raise Problem(_("The file and the codebook do not agree."), str(path), hint, places)
        return result

    result = work_out()

    def make() -> list[Change]:
        nonlocal result
        result = work_out()
        return changes_to(workspace, result.tags)

    if result.tags and not dry:
        workspace.apply("import tags", make, about=path.name)
    return result
