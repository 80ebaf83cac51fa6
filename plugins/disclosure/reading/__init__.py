"""content/ becomes documents: the one room that reads content."""
