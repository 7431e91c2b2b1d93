"""`POST /api/v1/tenant/check`: checks an exported tenant; nothing that is sent is kept, on a disk or in a log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import Response

from api.guide import Guide, guide_of
from api.http.errors import LARGER_BODIES
from api.http.negotiate import HTML, JSON
from api.http.problems import ApiProblem
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, document_responses
from kb.models.conditions import Workload, values_of
from kb.subject import subject
from kb.tenant import TenantReport, Told, check_tenant, read_uploads
from kb.tenant.formats import FORMATS

ADDRESS = "/api/v1/tenant/check"
router = APIRouter(tags=["facts"])


class TenantOptions(BaseModel):
    """The fields of the form beside the files; hyphens in their names do as well."""

    model_config = ConfigDict(extra="forbid")

    consent_setting: Literal["on", "off"] | None = Field(None, description=f"How {subject().vendor}'s account-wide consent switch stands.")
    workload: list[Workload] = Field(default_factory=list, description="What is in use; both unless told. May be repeated.")
    rooms_method: Literal["application", "full-delegate"] | None = Field(None, description="The method in use for rooms.")
    users_method: Literal["application", "delegated"] | None = Field(None, description="The method in use for personal calendars.")
    format: Literal["json", "terminal", "html", "junit", "sarif"] = Field("json", description="The form of the report.")
    show_personal_data: bool = Field(False, description="Show ids and addresses of persons instead of masking them.")

    def told(self) -> Told:
        """The same as the check takes it."""
        methods = {"rooms": self.rooms_method, "personal-calendar": self.users_method}
        consent = None if self.consent_setting is None else self.consent_setting == "on"
        return Told(consent, tuple(self.workload) or values_of("workload"), {key: value for key, value in methods.items() if value})


_PROPERTIES = TenantOptions.model_json_schema()["properties"]
_PROPERTIES["workload"]["items"] = {"type": "string", "enum": list(values_of("workload"))}
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "The files of the export, 32 MiB together at most.",
                        },
                        **_PROPERTIES,
                    },
                },
                "examples": {"policy": {"summary": "One file", "value": {"files": ["policy.json"], "consent_setting": "on"}}},
            }
        },
    }
}


@router.post(
    ADDRESS,
    summary="Check an exported tenant",
    response_model=TenantReport,
    openapi_extra=_FORM,
    responses=document_responses(
        TenantReport, EXAMPLES["tenant-report"], "One verdict for each check.", "missing-parameter", "invalid-body", *BODY_PROBLEMS
    ),
)
async def check_sent_tenant(request: Request) -> Response:
    """Whether the tenant fits the guide, from files exported with read rights. Nothing is stored, and nothing of it is logged."""
    guide = guide_of(request)
    files, options = await _read_form(request)
    report = await run_in_threadpool(check_uploads, guide, files, options)
    text = FORMATS[options.format](report, guide.catalog)
    media_type = {"json": JSON, "html": HTML, "junit": "application/xml", "sarif": "application/sarif+json"}.get(
        options.format, "text/plain"
    )
    return Response(text, media_type=media_type, headers={"Cache-Control": "no-store"})


def check_uploads(guide: Guide, files: list[tuple[str, bytes]], options: TenantOptions) -> TenantReport:
    """The report on files that were sent.

    Raises:
        ApiProblem: This server has no rules to check by.
    """
    if guide.rules is None:
        raise ApiProblem("not-found", "This server has no rules to check a tenant by.")
    export = read_uploads(guide.rules.shapes, files)
    return check_tenant(guide.catalog, guide.rules, export, options.told(), personal=options.show_personal_data)


async def _read_form(request: Request) -> tuple[list[tuple[str, bytes]], TenantOptions]:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise ApiProblem("unsupported-media-type", "Send the files as multipart/form-data, e.g. curl -F files=@servicePrincipals.json.")
    parser = MultiPartParser(request.headers, request.stream())
    # Whatever was sent stays in memory: a larger file would otherwise lie on a disk for a while.
    parser.spool_max_size = LARGER_BODIES[ADDRESS]
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise ApiProblem("invalid-body", f"The form cannot be read: {error.message}") from error
    try:
        files = [(item.filename or name, await item.read()) for name, item in form.multi_items() if isinstance(item, UploadFile)]
        options = _read_options(form)
    finally:
        await form.close()
    if not files:
        raise ApiProblem(
            "missing-parameter", "Send the files of the export, e.g. curl -F files=@servicePrincipals.json.", parameter="files"
        )
    return files, options


def _read_options(form: FormData) -> TenantOptions:
    sent: dict[str, Any] = {}
    fields: Mapping[str, Any] = TenantOptions.model_fields
    for name, value in form.multi_items():
        if isinstance(value, str):
            key = name.replace("-", "_")
            if key == "workload":
                sent.setdefault(key, []).append(value)
            elif key in sent:
                raise ApiProblem("invalid-body", f"{key} is sent twice; send it once.", parameter=key)
            elif value or key not in fields:
                sent[key] = value
    try:
        return TenantOptions.model_validate(sent)
    except ValidationError as error:
        errors = [{"parameter": ".".join(map(str, one["loc"]))[:40], "message": str(one["msg"])} for one in error.errors()[:20]]
        detail = f"{errors[0]['parameter']}: {errors[0]['message']}. The fields are files, {', '.join(fields)}."
        raise ApiProblem("invalid-body", detail, parameter=errors[0]["parameter"], errors=errors) from error
