"""Benchmarks of speed and quality; each figure stands beside a ceiling measured in the same run."""
