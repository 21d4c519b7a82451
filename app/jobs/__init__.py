"""What a tick or a notification starts. Decides nothing about levels."""
