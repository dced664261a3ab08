"""TIMEX3: the words of time, the grammar over them, and what its rules mean."""
