from submissions.models.article import Article, Placement
from submissions.models.attachment import ArticleAttachment, Attachment, SubmissionAttachment
from submissions.models.content import Content
from submissions.models.preview_link import PreviewLink
from submissions.models.referral import Referral, ReferralChannel, ReferralStep, ReferredText
from submissions.models.source_change import SourceChange
from submissions.models.submission import Autosave, Revision, SecrecyReview, Step, Submission
from submissions.models.withdrawal import Withdrawal
from submissions.models.word_import import WordImport

__all__ = [
    "Article", "ArticleAttachment", "Attachment", "Autosave", "Content", "Placement", "PreviewLink", "Referral",
    "ReferralChannel", "ReferralStep", "ReferredText", "Revision", "SecrecyReview", "SourceChange", "Step",
    "Submission", "SubmissionAttachment", "Withdrawal", "WordImport",
]
