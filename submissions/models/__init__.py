from submissions.models.article import Article, Placement
from submissions.models.attachment import ArticleAttachment, Attachment, SubmissionAttachment
from submissions.models.content import Content
from submissions.models.presence import Presence
from submissions.models.preview_link import PreviewLink
from submissions.models.step_limit import StepLimit
from submissions.models.submission import Autosave, Revision, SecrecyReview, Step, Submission
from submissions.models.withdrawal import Withdrawal
from submissions.models.word_import import WordImport

__all__ = [
    "Article", "ArticleAttachment", "Attachment", "Autosave", "Content", "Placement", "Presence", "PreviewLink",
    "Revision", "SecrecyReview", "Step", "StepLimit", "Submission", "SubmissionAttachment", "Withdrawal", "WordImport",
]
