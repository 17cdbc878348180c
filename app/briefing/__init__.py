"""A briefing as a Word document, as Markdown and as HTML; nothing here decides what it says."""
