"""The audit: what git tells of how the public record was kept, judged rule by rule."""
