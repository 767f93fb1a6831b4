"""Bytes → Document: formats by content, pages one by one, text with its place and its history."""
