from submissions.admin.articles import ArticleAdmin
from submissions.admin.harvest import HarvestItemAdmin, HarvestRuleAdmin
from submissions.admin.submissions import SubmissionAdmin
from submissions.admin.trail import StepAdmin
from submissions.admin.withdrawals import WithdrawalAdmin

__all__ = ["ArticleAdmin", "HarvestItemAdmin", "HarvestRuleAdmin", "StepAdmin", "SubmissionAdmin", "WithdrawalAdmin"]
