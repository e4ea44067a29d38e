from submissions.forms.proofreading import WatchedWordForm
from submissions.forms.submissions import (
    FileNumbers,
    SubmissionForm,
    column_label,
)
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
    "WatchedWordForm",
    "BatchItemForm",
    "FileNumbers",
    "MOST_FILES",
    "ManyFiles",
    "ReasonForm",
    "ScheduleForm",
    "SecrecyForm",
    "SubmissionForm",
    "VersionForm",
    "WithdrawalForm",
    "WordImportForm",
    "column_label",
]
