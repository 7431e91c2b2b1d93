"""What was answered lately, ready to be sent again."""
