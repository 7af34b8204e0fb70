"""Why rows miss their aims, where they do; printed in RESULTS.md beside the ratio."""

REASONS: dict[str, str] = {}
