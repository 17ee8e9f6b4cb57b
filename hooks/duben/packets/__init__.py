"""Study packets: from a Markdown file to one model, and from the model to a page, PDF, EPUB and DOCX."""
