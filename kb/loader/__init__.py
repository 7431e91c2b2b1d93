"""From YAML files to models, with a file and a line for everything that is wrong."""

from kb.loader.corpus import ROOT, Corpus, fact_files, find_root, load_corpus, read_corpus
from kb.loader.documents import Document, dump_document, load_document
from kb.loader.releases import RELEASES, read_releases

__all__ = [
    "RELEASES",
    "ROOT",
    "Corpus",
    "Document",
    "dump_document",
    "fact_files",
    "find_root",
    "load_corpus",
    "load_document",
    "read_corpus",
    "read_releases",
]
