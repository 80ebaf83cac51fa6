"""What is in an attachment, whatever its name says: type, words, pages without words, traces of persons."""
