"""From YAML files to models, with a file and a line for everything that is wrong."""

from kb.loader.corpus import ROOT, Corpus, fact_files, load_corpus, read_corpus
from kb.loader.documents import Document, load_document

__all__ = ["ROOT", "Corpus", "Document", "fact_files", "load_corpus", "load_document", "read_corpus"]
