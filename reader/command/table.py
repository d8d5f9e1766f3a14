"""The table of commands. Footer, pop-ups, palette, help, keymaps and KEYS.md are made from it."""

from __future__ import annotations

from reader.citation.styles import STYLES
from reader.command.command import Command, Context

_READING: frozenset[Context] = frozenset({"article"})
_LIBRARY: frozenset[Context] = frozenset({"library"})
_SIDE: frozenset[Context] = frozenset({"side"})
_PASS: frozenset[Context] = frozenset({"pass"})
_REVIEW: frozenset[Context] = frozenset({"review"})
_CODEBOOK: frozenset[Context] = frozenset({"codebook"})
_EXCERPTS: frozenset[Context] = frozenset({"excerpts"})
_SPLIT: frozenset[Context] = frozenset({"split"})
_STATS: frozenset[Context] = frozenset({"stats"})
_JOURNAL: frozenset[Context] = frozenset({"journal"})
_PICKER: frozenset[Context] = frozenset({"picker"})
_NOTE: frozenset[Context] = frozenset({"note"})
_OPENED = _READING | _SIDE
_ASKED = _EXCERPTS | _STATS
_LISTS = _LIBRARY | _SIDE | _REVIEW | _CODEBOOK | _SPLIT | _JOURNAL | _ASKED
_SIFTED = _LIBRARY | _SIDE | _CODEBOOK | _ASKED
_EVERYWHERE = _LISTS | _READING

_MOVE = (
    Command("move.next-sentence", "move", _READING, "Next sentence", "Move to the next sentence."),
    Command("move.previous-sentence", "move", _READING, "Previous sentence", "Move to the previous sentence."),
    Command("move.next-paragraph", "move", _READING, "Next paragraph", "Move to the next paragraph."),
    Command("move.previous-paragraph", "move", _READING, "Previous paragraph", "Move to the previous paragraph."),
    Command("move.next-word", "move", _READING, "Next word", "Move to the next word."),
    Command("move.previous-word", "move", _READING, "Previous word", "Move to the previous word."),
    Command("move.page-down", "move", _READING, "Page down", "Move one page down."),
    Command("move.page-up", "move", _READING, "Page up", "Move one page up."),
    Command("move.label", "move", _READING, "Jump", "Show a label on each sentence; its letters jump there."),
    Command("find.open", "move", _READING, "Find", "Search in this article; the hit becomes the selection.", 6),
    Command("find.next", "move", _READING, "Next hit", "Go to the next hit of the search."),
    Command("find.previous", "move", _READING, "Previous hit", "Go to the previous hit of the search."),
    Command("annotation.next", "move", _READING, "Next annotation", "Go to the next annotation."),
    Command("annotation.previous", "move", _READING, "Previous annotation", "Go to the previous annotation."),
    Command("mark.set", "move", _READING, "Set mark", "Remember this place under a letter."),
    Command("mark.go", "move", _READING, "Go to mark", "Go to the place that is remembered under a letter."),
    Command("list.down", "move", _LISTS, "Down", "Move one line down the list."),
    Command("list.up", "move", _LISTS, "Up", "Move one line up the list."),
    Command("list.page-down", "move", _LISTS, "Page down", "Move one page down the list."),
    Command("list.page-up", "move", _LISTS, "Page up", "Move one page up the list."),
    Command("list.filter", "move", _SIFTED, "Filter", "Show only what contains the words that you type.", 2),
    Command("list.clear", "move", _SIFTED, "Show all", "Drop the filter."),
    Command("list.sort", "move", _LIBRARY, "Sort", "Sort by the next column.", 3),
    Command("side.scope", "move", _SIDE, "Whole library", "Switch between this article and the whole library.", 3),
    Command("list.mark", "move", _CODEBOOK, "Mark", "Mark the tag and go on, to merge several.", 6),
    Command("excerpts.group", "move", _EXCERPTS, "By tag or article", "Group by tag, or by article again.", 3),
    Command("stats.next", "move", _STATS, "Next table", "Go to the next table.", 3),
    Command("stats.previous", "move", _STATS, "Previous table", "Go to the previous table."),
    Command("picker.down", "move", _PICKER, "Down", "Move one line down."),
    Command("picker.up", "move", _PICKER, "Up", "Move one line up."),
)

_GOTO = (
    Command("goto.top", "goto", _EVERYWHERE, "Top", "Go to the first line."),
    Command("goto.end", "goto", _EVERYWHERE, "End", "Go to the last line."),
    Command("goto.article", "goto", _EVERYWHERE, "Article…", "Open an article by a few letters of its title.", 4),
    Command("goto.library", "goto", _EVERYWHERE, "Library", "Go to the list of articles."),
    Command("goto.tags", "goto", _EVERYWHERE, "Codebook", "Look at the tags and their passages, and change them."),
    Command("goto.excerpts", "goto", _EVERYWHERE, "Excerpts", "Read all annotated passages with their citations."),
    Command(
        "goto.statistics", "goto", _EVERYWHERE, "Statistics", "See statistics of the annotations as tables and bars."
    ),
    Command("goto.journal", "goto", _EVERYWHERE, "Journal, memos", "Read and write the journal and the memos."),
    Command("goto.annotations", "goto", _EVERYWHERE, "Annotations", "Look at the library's annotations."),
    Command("goto.search", "goto", _EVERYWHERE, "Search", "Search in all articles."),
    Command("goto.review", "goto", _EVERYWHERE, "Review", "Decide on annotations whose text has changed."),
    Command("goto.passes", "goto", _EVERYWHERE, "Passes", "Continue a tagging pass, reopen one, or compare two."),
    Command("goto.next-article", "goto", _OPENED, "Next article", "Open the next article of the list."),
    Command("goto.previous-article", "goto", _OPENED, "Previous article", "Open the previous article of the list."),
    Command("goto.unread", "goto", _EVERYWHERE, "Next unread", "Open the next unread article."),
    Command("goto.back", "goto", _EVERYWHERE, "Back", "Go back to the place before the last jump."),
    Command("goto.forward", "goto", _EVERYWHERE, "Forward", "Go forward again."),
    Command("goto.marks", "goto", _OPENED, "Marks", "Choose among the marks of this article."),
)

_SELECT = (
    Command("select.next-sentence", "select", _READING, "Extend by sentence", "Extend by the next sentence."),
    Command("select.previous-sentence", "select", _READING, "Back by sentence", "Extend by the previous sentence."),
    Command("select.next-word", "select", _READING, "Extend by word", "Extend by the next word."),
    Command("select.previous-word", "select", _READING, "Back by word", "Extend by the previous word."),
    Command("select.sticky", "select", _READING, "Sticky", "Let every move extend the selection, until Esc."),
    Command("select.grow", "select", _READING, "Grow", "Grow from word to sentence to paragraph."),
    Command("select.shrink", "select", _READING, "Shrink", "Shrink from paragraph to sentence to word."),
    Command("select.other-end", "select", _READING, "Other end", "Move the other end of the selection."),
    Command("select.snap", "select", _READING, "Snap", "Snap to whole sentences, quotes and punctuation included."),
    Command("select.keep", "select", _READING, "Keep passage", "Keep this passage and go on to a further one."),
    Command("select.drop", "select", _READING, "Drop passage", "Drop the last passage that was kept."),
    Command("select.clear", "select", _READING, "Clear", "Go back from the selection to the focus."),
)

_ACT = (
    Command("annotation.highlight", "act", _READING, "Highlight", "Highlight what is selected.", 1),
    Command("annotation.highlight-ink", "act", _OPENED, "Ink…", "Choose the ink of the highlight."),
    Command("annotation.tag", "act", _OPENED, "Tag", "Choose tags, or type a new one.", 2),
    Command("annotation.hot-tag", "act", _OPENED, "Hot tag", "Tag with the tag that has this letter."),
    Command("annotation.repeat", "act", _OPENED, "Repeat", "Tag like the last time."),
    Command("annotation.note", "act", _OPENED, "Note", "Write a note.", 3),
    Command("annotation.edit", "act", _OPENED, "Edit boundary", "Change where the annotation begins and ends."),
    Command("annotation.cycle", "act", _READING, "Cycle", "Go to the next of the annotations that overlap here."),
    Command("annotation.delete", "act", _OPENED | _REVIEW, "Delete", "Delete the annotation; undo brings it back."),
    Command("excerpt.copy", "act", _OPENED | _EXCERPTS, "Copy", "Copy the excerpt with its citation.", 5),
    Command("excerpt.style", "act", _OPENED, "Style…", "Choose the citation style, and copy with a citation in it."),
    *(
        Command(
            f"excerpt.{style.key}",
            "act",
            _OPENED,
            style.label,
            f"Copy with a citation in {style.label} style, now and later.",
        )
        for style in STYLES.values()
    ),
    Command("excerpt.plain", "act", _OPENED, "Plain", "Copy as plain text, now and later."),
    Command("excerpt.markdown", "act", _OPENED, "Markdown", "Copy as Markdown, now and later."),
    Command("excerpt.citation", "act", _OPENED, "Citation", "Copy only the citation, now and later."),
    Command("excerpt.french", "act", _OPENED, "French", "Cite in French, now and later."),
    Command("excerpt.english", "act", _OPENED, "English", "Cite in English, now and later."),
    Command("excerpt.bare", "act", _OPENED, "Copy text", "Copy the text without its citation."),
    Command("excerpt.pipe", "act", _READING, "Pipe…", "Give the selection to a command of the shell."),
    Command("edit.undo", "act", _EVERYWHERE, "Undo", "Undo the last change."),
    Command("edit.redo", "act", _EVERYWHERE, "Redo", "Redo what was undone."),
    Command("review.accept", "act", _REVIEW, "Accept", "Accept the place that is proposed.", 2),
    Command("review.move", "act", _REVIEW, "Move", "Select the right place in the article.", 3),
    Command("review.orphan", "act", _REVIEW, "Orphan", "Keep the annotation without a place.", 4),
    Command("tag.new", "act", _CODEBOOK, "New", "Make a tag beside the one that is lit.", 3),
    Command("tag.new-below", "act", _CODEBOOK, "New below", "Make a tag below the one that is lit."),
    Command("tag.rename", "act", _CODEBOOK, "Rename", "Rename the tag that is lit.", 3),
    Command("tag.move", "act", _CODEBOOK, "Move…", "Move the tag, with all below it, under another."),
    Command("tag.merge", "act", _CODEBOOK, "Merge…", "Merge the tag that is lit, or those marked, into another.", 3),
    Command("tag.split", "act", _CODEBOOK, "Split…", "Give the passages of the tag other tags, one by one."),
    Command("tag.delete", "act", _CODEBOOK, "Delete", "Delete the tag with all below it; undo brings it back."),
    Command("tag.colour", "act", _CODEBOOK, "Colour…", "Choose the colour of the tag."),
    Command("tag.hot-key", "act", _CODEBOOK, "Hot key", "Give the tag a letter as its hot key, or remove it."),
    Command("tag.definition", "act", _CODEBOOK, "Definition", "Write what the tag means."),
    Command("tag.inclusion", "act", _CODEBOOK, "Given when", "Write when the tag is given."),
    Command("tag.exclusion", "act", _CODEBOOK, "Not when", "Write when the tag is not given."),
    Command("tag.example", "act", _CODEBOOK, "Example", "Write a passage that shows the tag."),
    Command("tag.import", "act", _CODEBOOK, "Import…", "Import the codebook of a file; nothing is overwritten."),
    Command("tag.export", "act", _CODEBOOK, "Export…", "Write the codebook to a file."),
    Command("split.target", "act", _SPLIT, "Tag to give", "Choose a tag; its letter then gives it to a passage.", 2),
    Command("memo.write", "act", _LIBRARY | _READING | _CODEBOOK, "Memo", "Write a memo on the tag or the article."),
    Command("journal.new", "act", _JOURNAL, "New entry", "Write an entry of today in the journal.", 2),
    Command("journal.delete", "act", _JOURNAL, "Delete", "Delete the entry or the memo; undo brings it back.", 3),
    Command("picker.choose", "act", _PICKER, "Choose", "Take what is lit, or create what you typed.", 1),
    Command("picker.mark", "act", _PICKER, "Mark", "Mark this one and go on, to take several.", 2),
    Command("picker.rename", "act", _PICKER, "Rename", "Rename what is lit.", 3),
    Command("picker.close", "act", _PICKER, "Close", "Close and change nothing.", 4),
    Command("note.keep", "act", _NOTE, "Keep", "Keep the note.", 1),
    Command("note.editor", "act", _NOTE, "Editor", "Write in the editor that $EDITOR names.", 2),
    Command("note.close", "act", _NOTE, "Keep a draft", "Close; what you wrote stays as a draft.", 3),
)

_PASSES = (
    Command(
        "pass.give", "act", _PASS, "Tag, go on", "Give the passage the tags of the pass, and go on to the next.", 1
    ),
    Command("pass.skip", "act", _PASS, "Skip", "Skip the passage; the next visit asks about it again.", 2),
    Command("pass.refuse", "act", _PASS, "Refuse", "Refuse the passage for good, and go on.", 3),
    Command("pass.back", "act", _PASS, "Passage before", "Go back to the passage before."),
    Command("pass.finish", "act", _PASS, "Finish", "Finish the pass; it can be reopened.", 5),
    Command("pass.leave", "act", _PASS, "Leave", "Leave the pass; you can continue it later.", 4),
    Command(
        "pass.start", "act", _LIBRARY | _READING, "New pass…", "Go through articles for a tag, passage by passage."
    ),
)

_VIEW = (
    Command("view.zen", "view", _OPENED, "Zen", "Show only the text, or everything again."),
    Command("view.narrower", "view", _OPENED, "Narrower", "Make the column narrower."),
    Command("view.wider", "view", _OPENED, "Wider", "Make the column wider."),
    Command("view.margins", "view", _OPENED, "Margins", "Change the margins of the page."),
    Command("view.theme", "view", _EVERYWHERE, "Theme", "Choose a theme."),
    Command("view.side", "view", _OPENED, "Side pane", "Show or hide the side pane."),
)

_APP = (
    Command("app.open", "app", _EVERYWHERE, "Open", "Open what is lit.", 1),
    Command("app.status", "app", _LIBRARY | _READING, "Status", "Change the status: unread, reading, done.", 4),
    Command(
        "app.metadata", "app", _LIBRARY | _READING, "Metadata", "Edit the article's title, author, source and date."
    ),
    Command("app.next-pane", "app", _OPENED, "Next pane", "Go to the next pane."),
    Command("app.previous-pane", "app", _OPENED, "Previous pane", "Go to the previous pane."),
    Command("app.palette", "app", _EVERYWHERE, "Palette", "Find a command, an article or a tag."),
    Command("app.help", "app", _EVERYWHERE, "Help", "Show what the keys do here.", 7),
    Command("app.back", "app", _EVERYWHERE, "Back", "Go one level back; on the top level, quit.", 8),
    Command("app.redraw", "app", _EVERYWHERE, "Redraw", "Redraw the whole screen."),
    Command("app.suspend", "app", _EVERYWHERE, "Suspend", "Go back to the shell; `fg` returns here."),
)

COMMANDS: tuple[Command, ...] = (*_MOVE, *_GOTO, *_SELECT, *_ACT, *_PASSES, *_VIEW, *_APP)
"""Every command, in the order in which help and KEYS.md list them."""

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}


def commands_in(context: Context) -> tuple[Command, ...]:
    """Return the commands that can be used in ``context``, in the order of the table."""
    return tuple(command for command in COMMANDS if context in command.where)


def footer(context: Context, limit: int = 5) -> tuple[Command, ...]:
    """Return at most ``limit`` commands for the footer of ``context``, the most useful first."""
    offered = (command for command in commands_in(context) if command.footer)
    return tuple(sorted(offered, key=lambda command: command.footer)[:limit])
