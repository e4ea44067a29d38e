from submissions.models.article import Article, Placement
from submissions.models.attachment import ArticleAttachment, Attachment, SubmissionAttachment
from submissions.models.content import Content
from submissions.models.harvest import HarvestHost, HarvestItem, HarvestRule, HarvestRun
from submissions.models.numbering import IndexNumber, NumberingCounter, NumberingRule
from submissions.models.presence import Presence
from submissions.models.preview_link import PreviewLink
from submissions.models.proofreading import WatchedWord, WordListStamp
from submissions.models.referral import Referral, ReferralChannel, ReferralStep, ReferredText
from submissions.models.source_change import SourceChange
from submissions.models.step_limit import StepLimit
from submissions.models.submission import Autosave, Revision, SecrecyReview, Step, Submission
from submissions.models.validity import ValidityChange, ValidityStep
from submissions.models.withdrawal import Withdrawal
from submissions.models.word_import import WordImport

__all__ = [
    "Article", "ArticleAttachment", "Attachment", "Autosave", "Content", "HarvestHost", "HarvestItem", "HarvestRule",
    "HarvestRun", "IndexNumber", "NumberingCounter", "NumberingRule", "Placement", "Presence", "PreviewLink",
    "Referral", "ReferralChannel", "ReferralStep", "ReferredText", "Revision", "SecrecyReview", "SourceChange", "Step",
    "StepLimit", "Submission", "SubmissionAttachment", "ValidityChange", "ValidityStep", "WatchedWord", "Withdrawal",
    "WordImport", "WordListStamp",
]
