"""Words that every output of a packet has in common: names of its editions, title page, colophon, legend of its signs.

They are in traditional characters, as the catalogue has them; whoever writes a packet in simplified characters converts them.
"""

from __future__ import annotations

from collections.abc import Collection

from ..catalogue import _
from ..edition.wording import revision_line
from ..text.wording import statements
from .model import Packet, TextSource


def edition(*, meeting: bool, facilitator: bool) -> str:
    """What a reader calls an edition: that of the one who leads a meeting, of those who take part, or of a packet without a meeting."""
    if facilitator:
        return _("Facilitator's edition")
    return _("Participant's edition") if meeting else _("Reading edition")


def view(name: str) -> str:
    """Which text of the reports a packet has: ``corrected`` or ``transcribed``."""
    return _("Corrected text") if name == "corrected" else _("As in the source")


def script(name: str) -> str:
    """The characters of a packet: ``hant`` or ``hans``."""
    return _("Simplified") if name == "hans" else _("Traditional")


def title_page(packet: Packet, *, large: bool = False) -> tuple[tuple[str, str], ...]:
    """What the title page says of a packet, each with its label: for whom it is, how long its meeting takes, and which edition this is."""
    name = edition(meeting=bool(packet.minutes), facilitator=packet.facilitator)
    simplified = _("Simplified. Converted from traditional characters by a program, for reading only; please quote the traditional text.")
    rows = (
        (_("For"), packet.audience),
        (_("Length"), _("{minutes} minutes", minutes=packet.minutes) if packet.minutes else ""),
        (_("Edition"), statements((name, _("large print") if large else ""))),
        (_("Text"), view(packet.view)),
        (_("Script"), simplified if packet.script == "hans" else script(packet.script)),
    )
    return tuple((label, words) for label, words in rows if words)


def imprint(source: TextSource) -> str:
    """Below a report's title: where it was printed, the state of its proof, its revision and its terms."""
    values = {"proof": source.proof, "revision": revision_line(source.revision, source.revised), "rights": source.rights}
    if source.imprint:
        return _("{imprint}. {proof}. Revision {revision}. {rights}.", imprint=source.imprint, **values)
    return _("{proof}. Revision {revision}. {rights}.", **values)


def described(source: TextSource) -> str:
    """A report in one line of a colophon, with the short title by which the packet cites it."""
    return _(
        "{report}. Short title: {short}; {proof}; revision {revision}. {rights}.",
        report=statements((_("“{title}”", "a report", title=source.title), source.imprint)),
        short=source.short,
        proof=source.proof,
        revision=revision_line(source.revision, source.revised),
        rights=source.rights,
    )


def no_address() -> str:
    """In place of the site's address, where none is set."""
    return _("this site has no address")


def legend(pieces: Collection[str], *, large: bool = False) -> tuple[str, ...]:
    """What the signs on a printed page mean, each in a clause; ``pieces`` are the names of the classes of the model in the packet."""
    if large:
        notes = _("numbers such as 〔1〕 are those of notes, at the foot of the page")
    else:
        notes = _("small raised numbers (cinnabar where printed in colour) are those of notes, at the foot of the page")
    signs = (
        ({"Quotation", "Passage"}, _("Serif letters are the source, sans-serif letters the editors")),
        ({"Passage"}, _("the numbers on the left are those of paragraphs, by which they are cited")),
        ({"Note"}, notes),
        ({"PageTurn"}, _("a vertical line in the text is where the printed book turns its page")),
        ({"Unit", "Form"}, _("what stands in 〔〕 was added by the editors")),
    )
    return tuple(words for kinds, words in signs if kinds.intersection(pieces))
