from submissions.admin.articles import ArticleAdmin
from submissions.admin.harvest import HarvestItemAdmin, HarvestRuleAdmin
from submissions.admin.numbering import NumberingRuleAdmin
from submissions.admin.proofreading import WatchedWordAdmin
from submissions.admin.submissions import SubmissionAdmin
from submissions.admin.trail import StepAdmin
from submissions.admin.validity import ValidityChangeAdmin
from submissions.admin.withdrawals import WithdrawalAdmin

__all__ = [
    "ArticleAdmin", "HarvestItemAdmin", "HarvestRuleAdmin", "NumberingRuleAdmin", "StepAdmin", "SubmissionAdmin",
    "ValidityChangeAdmin", "WatchedWordAdmin", "WithdrawalAdmin",
]
