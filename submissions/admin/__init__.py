from submissions.admin.ages import StepLimitAdmin
from submissions.admin.articles import ArticleAdmin
from submissions.admin.harvest import HarvestItemAdmin, HarvestRuleAdmin
from submissions.admin.numbering import NumberingRuleAdmin
from submissions.admin.proofreading import WatchedWordAdmin
from submissions.admin.referral_channels import ReferralChannelAdmin
from submissions.admin.referrals import ReferralAdmin
from submissions.admin.submissions import SubmissionAdmin
from submissions.admin.trail import StepAdmin
from submissions.admin.validity import ValidityChangeAdmin
from submissions.admin.withdrawals import WithdrawalAdmin

__all__ = [
    "ArticleAdmin", "HarvestItemAdmin", "HarvestRuleAdmin", "NumberingRuleAdmin", "ReferralAdmin",
    "ReferralChannelAdmin", "StepAdmin", "StepLimitAdmin", "SubmissionAdmin", "ValidityChangeAdmin", "WatchedWordAdmin",
    "WithdrawalAdmin",
]
