"""How style sheets, scripts and icons are named."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):
    """What `collectstatic` has gathered has its digest in its name, and browsers may keep it for ever.

    Anything else goes by its plain name, so that the demo and the tests need no collecting.
    """

    def stored_name(self, name):
        return super().stored_name(name) if self.hash_key(self.clean_name(name)) in self.hashed_files else name
