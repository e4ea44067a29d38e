from submissions.admin.articles import ArticleAdmin
from submissions.admin.referral_channels import ReferralChannelAdmin
from submissions.admin.referrals import ReferralAdmin
from submissions.admin.submissions import SubmissionAdmin
from submissions.admin.trail import StepAdmin
from submissions.admin.withdrawals import WithdrawalAdmin

__all__ = ["ArticleAdmin", "ReferralAdmin", "ReferralChannelAdmin", "StepAdmin", "SubmissionAdmin", "WithdrawalAdmin"]
