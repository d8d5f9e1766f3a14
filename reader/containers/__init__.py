"""Files that hold many articles, as press databases and reference managers export them: bytes -> article records."""
