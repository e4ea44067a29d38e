from submissions.forms.numbering import NumberingRuleForm
from submissions.forms.proofreading import WatchedWordForm
from submissions.forms.referrals import (
    DeclineForm,
    ReferForm,
    ReferralChannelForm,
    ReferralVerbForm,
)
from submissions.forms.submissions import (
    FileNumbers,
    SubmissionForm,
    column_label,
)
from submissions.forms.validity import ValidityChangeForm
from submissions.forms.verbs import (
    BatchItemForm,
    ReasonForm,
    ScheduleForm,
    SecrecyForm,
    VersionForm,
    WithdrawalForm,
)
from submissions.forms.word import (
    MOST_FILES,
    ManyFiles,
    WordImportForm,
)

__all__ = [
    "BatchItemForm",
    "DeclineForm",
    "FileNumbers",
    "MOST_FILES",
    "ManyFiles",
    "NumberingRuleForm",
    "ReasonForm",
    "ReferForm",
    "ReferralChannelForm",
    "ReferralVerbForm",
    "ScheduleForm",
    "SecrecyForm",
    "SubmissionForm",
    "ValidityChangeForm",
    "VersionForm",
    "WatchedWordForm",
    "WithdrawalForm",
    "WordImportForm",
    "column_label",
]
