"""Checks a tenant from an export that needs read rights only: verdicts that cite facts. Nothing is sent, nothing is kept."""

from kb.tenant.check import check_tenant
from kb.tenant.export import Evidence, Export, FileProblem
from kb.tenant.reading import list_files, read_files, read_uploads, read_values
from kb.tenant.report import CheckVerdict, TenantReport, Waiver
from kb.tenant.tenant import Told

__all__ = [
    "CheckVerdict",
    "Evidence",
    "Export",
    "FileProblem",
    "TenantReport",
    "Told",
    "Waiver",
    "check_tenant",
    "list_files",
    "read_files",
    "read_uploads",
    "read_values",
]
