"""A handover for people without a screen: as a PDF and as plain text. Reads nothing, keeps nothing."""
