"""Reading other people's websites without being harmed by them, and without harming them.

Pure of the database: `fetch` gets one address within a `Policy`; who may be visited when is asked of `before`.
"""

from submissions.fetching.fetcher import AGENT, FEEDS, PAGES, Fetched, fetch
from submissions.fetching.policy import PUBLIC, Policy, policy_in_force
from submissions.fetching.refusal import FetchRefused
from submissions.fetching.web import canonical, host_of, origin_of

__all__ = ["AGENT", "FEEDS", "PAGES", "PUBLIC", "FetchRefused", "Fetched", "Policy", "canonical", "fetch", "host_of",
           "origin_of", "policy_in_force"]
