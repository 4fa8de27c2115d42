"""Brings a blog along from elsewhere: its posts, pictures and addresses."""
