"""The table of commands. Footer, pop-ups, palette, help, keymaps and KEYS.md are made from it."""

from __future__ import annotations

from reader.citation.styles import STYLES
from reader.command.command import Command, Context
from reader.translation import N_

_READING: frozenset[Context] = frozenset({"article"})
_LIBRARY: frozenset[Context] = frozenset({"library"})
_SIDE: frozenset[Context] = frozenset({"side"})
_PASS: frozenset[Context] = frozenset({"pass"})
_REVIEW: frozenset[Context] = frozenset({"review"})
_CODEBOOK: frozenset[Context] = frozenset({"codebook"})
_EXCERPTS: frozenset[Context] = frozenset({"excerpts"})
_BASKET: frozenset[Context] = frozenset({"basket"})
_SPLIT: frozenset[Context] = frozenset({"split"})
_DIFFERENCE: frozenset[Context] = frozenset({"difference"})
_STATS: frozenset[Context] = frozenset({"stats"})
_SEARCH: frozenset[Context] = frozenset({"search"})
_JOURNAL: frozenset[Context] = frozenset({"journal"})
_PICKER: frozenset[Context] = frozenset({"picker"})
_NOTE: frozenset[Context] = frozenset({"note"})
_OPENED = _READING | _SIDE
_ASKED = _EXCERPTS | _STATS
_CITED = _EXCERPTS | _BASKET
_LISTS = _LIBRARY | _SIDE | _REVIEW | _CODEBOOK | _SPLIT | _DIFFERENCE | _JOURNAL | _ASKED | _BASKET | _SEARCH
_SIFTED = _LIBRARY | _SIDE | _CODEBOOK | _ASKED | _SEARCH
_GROWN = _READING | _SEARCH
_TAGGED = _OPENED | _SEARCH
_EVERYWHERE = _LISTS | _READING

_MOVE = (
    Command("move.next-sentence", "move", _READING, N_("Next sentence"), N_("Move to the next sentence.")),
    Command("move.previous-sentence", "move", _READING, N_("Previous sentence"), N_("Move to the previous sentence.")),
    Command("move.next-paragraph", "move", _READING, N_("Next paragraph"), N_("Move to the next paragraph.")),
    Command(
        "move.previous-paragraph", "move", _READING, N_("Previous paragraph"), N_("Move to the previous paragraph.")
    ),
    Command("move.next-word", "move", _READING, N_("Next word"), N_("Move to the next word.")),
    Command("move.previous-word", "move", _READING, N_("Previous word"), N_("Move to the previous word.")),
    Command("move.page-down", "move", _READING, N_("Page down"), N_("Move one page down.")),
    Command("move.page-up", "move", _READING, N_("Page up"), N_("Move one page up.")),
    Command("move.label", "move", _READING, N_("Jump"), N_("Show a label on each sentence; its letters jump there.")),
    Command("find.open", "move", _READING, N_("Find"), N_("Search the page, inside words too; Tab: whole words.")),
    Command("find.next", "move", _READING, N_("Next hit"), N_("Go to the next hit of the search.")),
    Command("find.previous", "move", _READING, N_("Previous hit"), N_("Go to the previous hit of the search.")),
    Command("annotation.next", "move", _READING, N_("Next annotation"), N_("Go to the next annotation.")),
    Command("annotation.previous", "move", _READING, N_("Previous annotation"), N_("Go to the previous annotation.")),
    Command("mark.set", "move", _READING, N_("Set mark"), N_("Remember this place under a letter.")),
    Command("mark.go", "move", _READING, N_("Go to mark"), N_("Go to the place that is remembered under a letter.")),
    Command("list.down", "move", _LISTS, N_("Down"), N_("Move one line down the list.")),
    Command("list.up", "move", _LISTS, N_("Up"), N_("Move one line up the list.")),
    Command("list.page-down", "move", _LISTS, N_("Page down"), N_("Move one page down the list.")),
    Command("list.page-up", "move", _LISTS, N_("Page up"), N_("Move one page up the list.")),
    Command("list.filter", "move", _SIFTED, N_("Filter"), N_("Show only what contains the words that you type.")),
    Command("list.clear", "move", _SIFTED | _BASKET, N_("Show all"), N_("Drop the filter, or what is marked.")),
    Command("list.sort", "move", _LIBRARY, N_("Sort"), N_("Sort by the next column.")),
    Command(
        "list.fold",
        "move",
        _LIBRARY,
        N_("Fold"),
        N_("Fold the versions of the article into one row, or show them below it."),
    ),
    Command(
        "list.fold-all",
        "move",
        _LIBRARY,
        N_("Fold all"),
        N_("Have one row for each group of versions, or a row for each article."),
    ),
    Command("side.scope", "move", _SIDE, N_("Whole library"), N_("Switch between this article and the whole library.")),
    Command(
        "list.mark",
        "move",
        _CODEBOOK | _CITED | _SEARCH,
        N_("Mark"),
        N_("Mark the tag, the excerpt or the hit, and go on: to merge, copy, export or tag several."),
    ),
    Command("search.mark-all", "move", _SEARCH, N_("Mark all"), N_("Mark all hits, or none.")),
    Command("search.view", "move", _SEARCH, N_("View"), N_("Show a concordance, or a list by article.")),
    Command(
        "search.sort",
        "move",
        _SEARCH,
        N_("Sort"),
        N_(
            "Sort the concordance by the word on the right or on the left, by date, by source, or as the articles come."
        ),
    ),
    Command("excerpts.group", "move", _EXCERPTS, N_("By tag or article"), N_("Group by tag, or by article again.")),
    Command("difference.next", "move", _DIFFERENCE, N_("Next"), N_("Go to the next difference.")),
    Command("difference.previous", "move", _DIFFERENCE, N_("Previous"), N_("Go to the previous difference.")),
    Command("stats.next", "move", _STATS, N_("Next table"), N_("Go to the next table.")),
    Command("stats.previous", "move", _STATS, N_("Previous table"), N_("Go to the previous table.")),
    Command("picker.down", "move", _PICKER, N_("Down"), N_("Move one line down.")),
    Command("picker.up", "move", _PICKER, N_("Up"), N_("Move one line up.")),
)

_GOTO = (
    Command("goto.top", "goto", _EVERYWHERE, N_("Top"), N_("Go to the first line.")),
    Command("goto.end", "goto", _EVERYWHERE, N_("End"), N_("Go to the last line.")),
    Command("goto.article", "goto", _EVERYWHERE, N_("Article…"), N_("Open an article by a few letters of its title.")),
    Command(
        "goto.tag", "goto", _EVERYWHERE, N_("Tag…"), N_("Look at the passages of a tag, by a few letters of its name.")
    ),
    Command("goto.library", "goto", _EVERYWHERE, N_("Library"), N_("Go to the list of articles.")),
    Command(
        "goto.tags", "goto", _EVERYWHERE, N_("Codebook"), N_("Look at the tags and their passages, and change them.")
    ),
    Command(
        "goto.excerpts", "goto", _EVERYWHERE, N_("Excerpts"), N_("Read all annotated passages with their citations.")
    ),
    Command(
        "goto.basket", "goto", _EVERYWHERE, N_("Basket"), N_("Put in order what you have collected, and export it.")
    ),
    Command(
        "goto.statistics",
        "goto",
        _EVERYWHERE,
        N_("Statistics"),
        N_("See statistics of the annotations as tables and bars."),
    ),
    Command("goto.journal", "goto", _EVERYWHERE, N_("Journal, memos"), N_("Read and write the journal and the memos.")),
    Command(
        "goto.annotations",
        "goto",
        _EVERYWHERE,
        N_("Annotations"),
        N_("Go to an annotation by a few letters of its passage, note or tags."),
    ),
    Command("goto.search", "goto", _EVERYWHERE, N_("Search"), N_("Search in all articles.")),
    Command("goto.review", "goto", _EVERYWHERE, N_("Review"), N_("Decide on annotations whose text has changed.")),
    Command(
        "goto.passes", "goto", _EVERYWHERE, N_("Passes"), N_("Continue a tagging pass, reopen one, or compare two.")
    ),
    Command("goto.next-article", "goto", _OPENED, N_("Next article"), N_("Open the next article of the list.")),
    Command(
        "goto.previous-article", "goto", _OPENED, N_("Previous article"), N_("Open the previous article of the list.")
    ),
    Command("goto.unread", "goto", _EVERYWHERE, N_("Next unread"), N_("Open the next unread article.")),
    Command(
        "goto.versions",
        "goto",
        _LIBRARY | _READING,
        N_("Versions…"),
        N_("Go to another version of the article: the same dispatch in another paper, or on its site."),
    ),
    Command("goto.back", "goto", _EVERYWHERE, N_("Back"), N_("Go back to the place before the last jump.")),
    Command("goto.forward", "goto", _EVERYWHERE, N_("Forward"), N_("Go forward again.")),
    Command("goto.last-change", "goto", _EVERYWHERE, N_("Last change"), N_("Go to what was undone or redone last.")),
    Command("goto.marks", "goto", _OPENED, N_("Marks"), N_("Choose among the marks of this article.")),
)

_SELECT = (
    Command("select.next-sentence", "select", _READING, N_("Extend by sentence"), N_("Extend by the next sentence.")),
    Command(
        "select.previous-sentence", "select", _READING, N_("Back by sentence"), N_("Extend by the previous sentence.")
    ),
    Command("select.next-word", "select", _READING, N_("Extend by word"), N_("Extend by the next word.")),
    Command("select.previous-word", "select", _READING, N_("Back by word"), N_("Extend by the previous word.")),
    Command("select.sticky", "select", _READING, N_("Sticky"), N_("Let every move extend the selection, until Esc.")),
    Command("select.grow", "select", _GROWN, N_("Grow"), N_("Grow from word to sentence to paragraph.")),
    Command("select.shrink", "select", _GROWN, N_("Shrink"), N_("Shrink from paragraph to sentence to word.")),
    Command("select.other-end", "select", _READING, N_("Other end"), N_("Move the other end of the selection.")),
    Command(
        "select.snap", "select", _READING, N_("Snap"), N_("Snap to whole sentences, quotes and punctuation included.")
    ),
    Command("select.keep", "select", _READING, N_("Keep passage"), N_("Keep this passage and go on to a further one.")),
    Command("select.drop", "select", _READING, N_("Drop passage"), N_("Drop the last passage that was kept.")),
    Command("select.clear", "select", _READING, N_("Clear"), N_("Go back from the selection to the focus.")),
)

_ACT = (
    Command("annotation.highlight", "act", _GROWN, N_("Highlight"), N_("Highlight what is selected.")),
    Command("annotation.highlight-ink", "act", _OPENED, N_("Ink…"), N_("Choose the ink of the highlight.")),
    Command("annotation.tag", "act", _TAGGED, N_("Tag"), N_("Choose tags, or type a new one.")),
    Command("annotation.hot-tag", "act", _TAGGED, N_("Hot tag"), N_("Tag with the tag that has this letter.")),
    Command("annotation.repeat", "act", _TAGGED, N_("Repeat"), N_("Tag like the last time.")),
    Command(
        "annotation.versions",
        "act",
        _READING,
        N_("In versions…"),
        N_("Give the annotation to the same passage in the other versions of the article, in one step."),
    ),
    Command("annotation.note", "act", _OPENED, N_("Note"), N_("Write a note.")),
    Command("annotation.edit", "act", _OPENED, N_("Edit boundary"), N_("Change where the annotation begins and ends.")),
    Command(
        "annotation.cycle",
        "act",
        _READING,
        N_("Choose"),
        N_("Show the annotations that overlap here, and choose the one that keys act on."),
    ),
    Command(
        "annotation.delete", "act", _OPENED | _REVIEW, N_("Delete"), N_("Delete the annotation; undo brings it back.")
    ),
    Command("excerpt.copy", "act", _OPENED | _CITED, N_("Copy"), N_("Copy the excerpt with its citation.")),
    Command(
        "excerpt.style",
        "act",
        _OPENED | _CITED,
        N_("Style…"),
        N_("Choose the citation style or the format, and copy so."),
    ),
    *(
        Command(
            f"excerpt.{style.key}",
            "act",
            _OPENED | _CITED,
            "{style}",
            N_("Copy with a citation in {style} style, now and later."),
            style=style.label,
        )
        for style in STYLES.values()
    ),
    Command("excerpt.plain", "act", _OPENED | _CITED, N_("Plain"), N_("Copy as plain text, now and later.")),
    Command("excerpt.markdown", "act", _OPENED | _CITED, N_("Markdown"), N_("Copy as Markdown, now and later.")),
    Command("excerpt.citation", "act", _OPENED | _CITED, N_("Citation"), N_("Copy only the citation, now and later.")),
    Command("excerpt.french", "act", _OPENED | _CITED, N_("French"), N_("Cite in French, now and later.")),
    Command("excerpt.english", "act", _OPENED | _CITED, N_("English"), N_("Cite in English, now and later.")),
    Command(
        "excerpts.export",
        "act",
        _OPENED | _CITED | _LIBRARY,
        N_("Export…"),
        N_("Write the excerpts that are marked, or all that are shown, to a file."),
    ),
    Command(
        "articles.add",
        "act",
        _LIBRARY,
        N_("Add…"),
        N_("Add articles or annotations from a file, a folder or an export; shows first what will be made."),
    ),
    Command(
        "excerpt.collect",
        "act",
        _OPENED | _EXCERPTS,
        N_("Collect"),
        N_("Put the passage, or the excerpts that are marked, into the basket."),
    ),
    Command("excerpt.bare", "act", _OPENED, N_("Copy text"), N_("Copy the text without its citation.")),
    Command("excerpt.pipe", "act", _READING, N_("Pipe…"), N_("Give the selection to a command of the shell.")),
    Command(
        "structure.split",
        "act",
        _READING,
        N_("Split"),
        N_("Split the sentence: a new one begins with the selected word."),
    ),
    Command("structure.join", "act", _READING, N_("Join"), N_("Join the sentence with the next one.")),
    Command("structure.heading", "act", _READING, N_("Heading"), N_("Make a heading of the selected sentences.")),
    Command("structure.paragraph", "act", _READING, N_("Paragraph"), N_("Make a paragraph of the selected sentences.")),
    Command("structure.caption", "act", _READING, N_("Caption"), N_("Make a caption of the selected sentences.")),
    Command(
        "structure.boilerplate",
        "act",
        _READING,
        N_("Boilerplate"),
        N_("Mark the selected sentences as boilerplate, which motion skips."),
    ),
    Command("edit.undo", "act", _EVERYWHERE, N_("Undo"), N_("Undo the last change.")),
    Command("edit.redo", "act", _EVERYWHERE, N_("Redo"), N_("Redo what was undone.")),
    Command("review.accept", "act", _REVIEW, N_("Accept"), N_("Accept the place that is proposed.")),
    Command("review.move", "act", _REVIEW, N_("Move"), N_("Select the right place in the article.")),
    Command("review.orphan", "act", _REVIEW, N_("Orphan"), N_("Keep the annotation without a place.")),
    Command("tag.new", "act", _CODEBOOK, N_("New"), N_("Make a tag beside the one that is lit.")),
    Command("tag.new-below", "act", _CODEBOOK, N_("New below"), N_("Make a tag below the one that is lit.")),
    Command("tag.rename", "act", _CODEBOOK, N_("Rename"), N_("Rename the tag that is lit.")),
    Command("tag.move", "act", _CODEBOOK, N_("Move…"), N_("Move the tag, with all below it, under another.")),
    Command(
        "tag.merge", "act", _CODEBOOK, N_("Merge…"), N_("Merge the tag that is lit, or those marked, into another.")
    ),
    Command("tag.split", "act", _CODEBOOK, N_("Split…"), N_("Give the passages of the tag other tags, one by one.")),
    Command("tag.delete", "act", _CODEBOOK, N_("Delete"), N_("Delete the tag with all below it; undo brings it back.")),
    Command("tag.colour", "act", _CODEBOOK, N_("Colour…"), N_("Choose the colour of the tag.")),
    Command("tag.hot-key", "act", _CODEBOOK, N_("Hot key"), N_("Give the tag a letter as its hot key, or remove it.")),
    Command("tag.definition", "act", _CODEBOOK, N_("Definition"), N_("Write what the tag means.")),
    Command("tag.inclusion", "act", _CODEBOOK, N_("Given when"), N_("Write when the tag is given.")),
    Command("tag.exclusion", "act", _CODEBOOK, N_("Not when"), N_("Write when the tag is not given.")),
    Command("tag.example", "act", _CODEBOOK, N_("Example"), N_("Write a passage that shows the tag.")),
    Command(
        "tag.import", "act", _CODEBOOK, N_("Import…"), N_("Import the codebook of a file; nothing is overwritten.")
    ),
    Command("tag.export", "act", _CODEBOOK, N_("Export…"), N_("Write the codebook to a file.")),
    Command(
        "split.target", "act", _SPLIT, N_("Tag to give"), N_("Choose a tag; its letter then gives it to a passage.")
    ),
    Command(
        "memo.write", "act", _LIBRARY | _READING | _CODEBOOK, N_("Memo"), N_("Write a memo on the tag or the article.")
    ),
    Command("basket.move-down", "act", _BASKET, N_("Move down"), N_("Move the excerpt one place down.")),
    Command("basket.move-up", "act", _BASKET, N_("Move up"), N_("Move the excerpt one place up.")),
    Command("basket.note", "act", _BASKET, N_("Write"), N_("Write words of your own below the excerpt.")),
    Command("basket.copy-all", "act", _BASKET, N_("Copy all"), N_("Copy all excerpts with their citations.")),
    Command(
        "basket.remove", "act", _BASKET, N_("Take out"), N_("Take what is marked, or the excerpt, out of the basket.")
    ),
    Command("basket.clear", "act", _BASKET, N_("Empty"), N_("Take everything out of the basket; undo brings it back.")),
    Command(
        "search.save", "act", _SEARCH, N_("Save"), N_("Save the query under a name, for passes and other queries.")
    ),
    Command("search.rename", "act", _SEARCH, N_("Rename"), N_("Rename the saved search that is lit.")),
    Command(
        "search.delete", "act", _SEARCH, N_("Delete"), N_("Delete the saved search that is lit; undo brings it back.")
    ),
    Command(
        "search.words",
        "act",
        _SEARCH,
        N_("Words around"),
        N_("See the words that stand around the hits, and how many hits articles, sources and months have."),
    ),
    Command("journal.new", "act", _JOURNAL, N_("New entry"), N_("Write an entry of today in the journal.")),
    Command("journal.delete", "act", _JOURNAL, N_("Delete"), N_("Delete the entry or the memo; undo brings it back.")),
    Command("picker.choose", "act", _PICKER, N_("Choose"), N_("Take what is lit, or create what you typed.")),
    Command("picker.mark", "act", _PICKER, N_("Check"), N_("Check this one, or uncheck it, and go on.")),
    Command("picker.rename", "act", _PICKER, N_("Rename"), N_("Rename what is lit.")),
    Command("picker.compare", "act", _PICKER, N_("Compare"), N_("Show what is lit and the article as one text.")),
    Command("picker.close", "act", _PICKER, N_("Close"), N_("Close and change nothing.")),
    Command("note.keep", "act", _NOTE, N_("Keep"), N_("Keep the note.")),
    Command("note.editor", "act", _NOTE, N_("Editor"), N_("Write in the editor that $EDITOR names.")),
    Command("note.close", "act", _NOTE, N_("Keep a draft"), N_("Close; what you wrote stays as a draft.")),
)

_PASSES = (
    Command("pass.give", "act", _PASS, N_("Give"), N_("Give the passage the tags of the pass, and go on to the next.")),
    Command("pass.skip", "act", _PASS, N_("Skip"), N_("Skip the passage; the next visit asks about it again.")),
    Command("pass.refuse", "act", _PASS, N_("Refuse"), N_("Refuse the passage for good, and go on.")),
    Command("pass.back", "act", _PASS, N_("Passage before"), N_("Go back to the passage before.")),
    Command("pass.finish", "act", _PASS, N_("Finish"), N_("Finish the pass; it can be reopened.")),
    Command("pass.leave", "act", _PASS, N_("Leave"), N_("Leave the pass; you can continue it later.")),
    Command(
        "pass.start",
        "act",
        _LIBRARY | _READING | _SEARCH,
        N_("New pass…"),
        N_("Go through articles for a tag, passage by passage."),
    ),
)

_VIEW = (
    Command("view.zen", "view", _OPENED, N_("Zen"), N_("Show only the text, or everything again.")),
    Command("view.narrower", "view", _OPENED, N_("Narrower"), N_("Make the column narrower.")),
    Command("view.wider", "view", _OPENED, N_("Wider"), N_("Make the column wider.")),
    Command("view.margins", "view", _OPENED, N_("Margins"), N_("Change the margins of the page.")),
    Command("view.theme", "view", _EVERYWHERE, N_("Theme"), N_("Choose a theme.")),
    Command("view.side", "view", _OPENED, N_("Side pane"), N_("Show or hide the side pane.")),
)

_APP = (
    Command("app.open", "app", _EVERYWHERE, N_("Open"), N_("Open what is lit.")),
    Command("app.status", "app", _LIBRARY | _READING, N_("Status"), N_("Change the status: unread, reading, done.")),
    Command("versions.done", "app", _LIBRARY | _READING, N_("Others read"), N_("Mark the other versions as read.")),
    Command(
        "app.metadata",
        "app",
        _LIBRARY | _READING,
        N_("Metadata"),
        N_("Edit the article's title, author, source and date."),
    ),
    Command("app.next-pane", "app", _OPENED, N_("Next pane"), N_("Go to the next pane.")),
    Command("app.previous-pane", "app", _OPENED, N_("Previous pane"), N_("Go to the previous pane.")),
    Command(
        "app.palette",
        "app",
        _EVERYWHERE,
        N_("Palette"),
        N_("Find anything: an article, a tag, an annotation, a command, a setting."),
    ),
    Command("app.help", "app", _EVERYWHERE, N_("Help"), N_("Show what the keys do here.")),
    Command(
        "app.back",
        "app",
        _EVERYWHERE,
        N_("Back"),
        N_("Go back to the article that you came from, or one level back; on the top level, quit."),
    ),
    Command("app.quit", "app", _EVERYWHERE, N_("Quit"), N_("Quit the program from wherever you are.")),
    Command("app.redraw", "app", _EVERYWHERE, N_("Redraw"), N_("Redraw the whole screen.")),
    Command("app.suspend", "app", _EVERYWHERE, N_("Suspend"), N_("Go back to the shell; `fg` returns here.")),
)

COMMANDS: tuple[Command, ...] = (*_MOVE, *_GOTO, *_SELECT, *_ACT, *_PASSES, *_VIEW, *_APP)
"""Every command, in the order in which help and KEYS.md list them."""

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}


def commands_in(context: Context) -> tuple[Command, ...]:
    """Return the commands that can be used in ``context``, in the order of the table."""
    return tuple(command for command in COMMANDS if context in command.where)
