"""Password rules beyond Django's own (GB/T 22239-2019 level 3: complexity and age)."""

import string

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation)
KINDS_NEEDED = 3


class LengthValidator(MinimumLengthValidator):
    """Django's own, in Chinese: its catalogue lacks these two sentences."""

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(f"密码太短:{self.get_help_text()}", code="password_too_short")

    def get_help_text(self):
        return f"密码至少 {self.min_length} 个字符。"


class ComplexityValidator:
    """At least three of: lower case, upper case, digits, punctuation."""

    def validate(self, password, user=None):
        used = sum(any(character in kind for character in password) for kind in KINDS)
        if used < KINDS_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self):
        return "密码须含小写字母、大写字母、数字、符号中的至少三种。"
