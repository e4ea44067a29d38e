from submissions.admin.ages import StepLimitAdmin
from submissions.admin.articles import ArticleAdmin
from submissions.admin.submissions import SubmissionAdmin
from submissions.admin.trail import StepAdmin
from submissions.admin.withdrawals import WithdrawalAdmin

__all__ = ["ArticleAdmin", "StepAdmin", "StepLimitAdmin", "SubmissionAdmin", "WithdrawalAdmin"]
