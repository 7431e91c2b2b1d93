"""From YAML files to models, with a file and a line for everything that is wrong."""

from kb.documents import Document, dump_document, load_document
from kb.loader.corpus import Corpus, fact_files, load_corpus, read_corpus
from kb.loader.releases import RELEASES, read_releases
from kb.subject import ROOT, find_root

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
