"""The shared cache, which may go away at any time without anybody noticing more than slower answers."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class SurvivingRedisCache(RedisCache):
    """Redis; while it is away, a cache that forgets everything at once."""

    def get(self, key, default=None, version=None):
        return self._tried(super().get, default, key, default, version)

    def add(self, key, *args, **kwargs):
        return self._tried(super().add, True, key, *args, **kwargs)

    def set(self, key, *args, **kwargs):
        return self._tried(super().set, None, key, *args, **kwargs)

    def touch(self, key, *args, **kwargs):
        return self._tried(super().touch, False, key, *args, **kwargs)

    def delete(self, key, version=None):
        return self._tried(super().delete, False, key, version)

    def has_key(self, key, version=None):
        return self._tried(super().has_key, False, key, version)

    def incr(self, key, delta=1, version=None):
        return self._tried(super().incr, delta, key, delta, version)

    def get_many(self, keys, version=None):
        return self._tried(super().get_many, {}, keys, version)

    def set_many(self, data, *args, **kwargs):
        return self._tried(super().set_many, [], data, *args, **kwargs)

    def delete_many(self, keys, version=None):
        return self._tried(super().delete_many, None, keys, version)

    def _tried(self, call, otherwise, *args, **kwargs):
        try:
            return call(*args, **kwargs)
        except RedisError as error:
            log.warning("cache is away: %s", error)
            return otherwise
