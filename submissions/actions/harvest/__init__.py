"""网上抓取: rules are kept and tried, the clock runs them, people take what was found."""

from submissions.actions.harvest.items import decline_item, take_item
from submissions.actions.harvest.keeping import ask_run, change_rule, create_rule
from submissions.actions.harvest.runs import harvest
from submissions.actions.harvest.trial import Trial, try_rule

__all__ = ["Trial", "ask_run", "change_rule", "create_rule", "decline_item", "harvest", "take_item", "try_rule"]
