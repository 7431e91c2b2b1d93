"""The built site: its files, asking on a page's address, the pages behind permalinks."""
