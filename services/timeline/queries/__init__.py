"""What may be asked of the timeline, and the SQL that answers it."""
