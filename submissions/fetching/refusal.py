class FetchRefused(Exception):
    """An address was not fetched; the message says in Chinese why.

    `is_passing`: it may be different the next time. `status` is what the website answered, 0 where it did not come to
    that.
    """

    def __init__(self, reason: str, *, is_passing: bool = False, status: int = 0):
        super().__init__(reason)
        self.is_passing, self.status = is_passing, status
