"""A manuscript in .docx: its text as clean HTML, its pictures, and guesses at its metadata.

`conversion` makes a .docx of older formats; `package` opens the file or refuses it; `tidying`, `objects` and `tables`
put its parts in order; `styles`, `numbering` and `layout` say how each paragraph looks; `parts` finds title, signature
and the like; `rendering` writes HTML.
"""

from submissions.uploads.refusal import UploadRefused
from submissions.word.conversion import OLD, to_docx
from submissions.word.guessing import Guess, Guesses, guess
from submissions.word.layout import Paragraph
from submissions.word.objects import Picture
from submissions.word.reading import Manuscript, read_docx

__all__ = [
    "OLD", "Guess", "Guesses", "Manuscript", "Paragraph", "Picture", "UploadRefused", "guess", "read_docx", "to_docx",
]
