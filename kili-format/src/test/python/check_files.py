"""Takes the files of runs through Kili's own Python package as far as that goes without its cloud.

    check_files.py RUN...

Each RUN is a folder with interface.json, assets.csv and predictions/. The package's own code reads the files, imports texts and
predictions, checks each prediction against the interface, and exports labels; only what it would send over the network ends here, in
Cloud. It prints a line of JSON for each RUN: what arrived. Exports of all kinds are left in RUN/exports. It fails on the first file that
the package does not take.
"""

import copy
import json
import logging
import os
import sys
import warnings
from pathlib import Path

from kili.services import asset_import, label_import
from kili.services.asset_import import base as asset_base
from kili.services.asset_import_csv import get_text_assets_from_csv
from kili.services.export import export_labels
from kili.services.label_import.importer import LoggerParams
from kili.utils.labels.parsing import ParsedLabel

PROJECT = "cluproject"
MODEL = "people-2026"
logging.disable(logging.WARNING)
warnings.simplefilter("error", UserWarning)  # the package only warns of assets that it leaves out


class Cloud:
    """What the package talks to: answers as little as it needs, and keeps what it is sent."""

    api_endpoint = "https://example.com/graphql"
    http_client = None

    def __init__(self, interface):
        self.interface = interface
        self.assets = []  # [external id, bytes]
        self.labels = []
        self.exported = []
        self.kili_api_gateway = self
        self.graphql_client = self

    # projects and organizations
    def get_project(self, _project, _fields):
        return {
            "id": PROJECT,
            "title": "Tickets",
            "description": "",
            "inputType": "TEXT",
            "jsonInterface": self.interface,
            "dataConnections": [],
        }

    def get_current_user(self, fields):
        return {"email": "anna@example.com"}

    def list_organizations(self, **_):
        return iter([{"license": {"uploadLocalData": True}}])

    # assets in
    def filter_existing_assets(self, _project, _external_ids):
        return []

    def create_upload_bucket_signed_urls(self, paths):
        return [f"https://example.com/{path}" for path in paths]

    def execute(self, _query, payload):
        data = payload["data"]
        for external_id, url, key in zip(
            data["externalIDArray"], data["contentArray"], data["idArray"], strict=True
        ):
            self.assets.append((external_id, UPLOADS[url]))
        return {"data": [{"id": key} for key in data["idArray"]]}

    # labels in
    def list_assets(self, filters, fields, _options):
        if "labels.jsonResponse" in fields or any(field.startswith("latestLabel") for field in fields):
            return iter(copy.deepcopy(self.exported))
        wanted = set(filters.external_id_strictly_in)
        return ({"id": "id of " + name, "externalId": name} for name, _ in self.assets if name in wanted)

    def append_many_labels(self, data, **_):
        assert data.label_type == "PREDICTION"
        for label in data.labels_data:
            assert label.model_name == MODEL
            self.labels.append((label.asset_id.removeprefix("id of "), label.json_response))
        return []


UPLOADS = {}


def upload(url, data, content_type, _http_client):
    assert content_type == "text/plain" and isinstance(data, bytes), "taken for a file"
    UPLOADS[url] = data
    return url


asset_base.bucket.upload_data_via_rest = upload


def import_texts(cloud, run):
    contents, external_ids = get_text_assets_from_csv(str(run / "assets.csv"), ",")
    if contents:
        assets = [{"content": c, "external_id": e} for c, e in zip(contents, external_ids, strict=True)]
        asset_import.import_assets(cloud, PROJECT, assets, disable_tqdm=True)
    order = {name: place for place, name in enumerate(external_ids)}
    cloud.assets.sort(key=lambda asset: order[asset[0]])


def import_predictions(cloud, run):
    folder = run / "predictions"
    if any(folder.iterdir()):
        label_import.import_labels_from_files(
            cloud, [str(folder)], None, PROJECT, "kili", None, True, "WARNING", MODEL, True, False
        )


def checked(cloud, response):
    """The names on the page, by the package's classes, which refuse what the interface does not have."""
    parsed = ParsedLabel({"jsonResponse": response}, cloud.interface, "TEXT")
    assert parsed.json_response == response, "the classes understand something else"
    (job,) = cloud.interface["jobs"]
    return [category.display_name for category in parsed.jobs[job].categories]


def label(kind, response, second, **more):
    person = {"id": "u1", "email": "anna@example.com", "firstname": "Anna", "lastname": "A"}
    return {
        "labelType": kind,
        "jsonResponse": copy.deepcopy(response),
        "createdAt": f"2026-11-24T10:00:{second:02}.000Z",
        "author": person,
        "isSentBackToQueue": False,
        "isLatestLabelForUser": True,
        "isLastForStep": True,
        "modelName": MODEL if kind == "PREDICTION" else None,
        **more,
    }


def export(cloud, run):
    """Everybody submits what is proposed; before that it is saved by itself, sent back, and proposed."""
    responses = dict(cloud.labels)
    folder = run / "exports"
    for kind, field in (
        ("normal", "labels"),
        ("latest_from_last_step", "latestLabels"),
        ("latest_from_all_steps", "labels"),
        ("latest", "latestLabel"),
    ):
        for single in (True, False):
            cloud.exported = []
            for name, _ in cloud.assets:
                response = responses.get(name, {})
                done = label("DEFAULT", response, 5)
                others = [
                    label("PREDICTION", response, 1),
                    label("AUTOSAVE", {}, 9),
                    label("REVIEW", {}, 8, isSentBackToQueue=True),
                ]
                found = {"labels": [*others, done], "latestLabels": [done], "latestLabel": done}[field]
                cloud.exported.append(
                    {
                        "id": "id of " + name,
                        "externalId": name,
                        "content": "https://example.com/" + name,
                        "jsonContent": "",
                        "jsonMetadata": {},
                        "status": "LABELED",
                        field: found,
                    }
                )
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                export_labels(
                    cloud,
                    asset_ids=None,
                    project_id=PROJECT,
                    export_type=kind,
                    label_format="kili",
                    split_option="merged",
                    single_file=single,
                    output_file=str(folder / f"{kind}-{'single' if single else 'files'}.zip"),
                    disable_tqdm=True,
                    log_level="ERROR",
                    with_assets=False,
                    annotation_modifier=None,
                    asset_filter_kwargs=None,
                    normalized_coordinates=None,
                    label_type_in=["DEFAULT", "REVIEW", "PREDICTION", "AUTOSAVE"],
                    include_sent_back_labels=True,
                )


def check(run):
    cloud = Cloud(json.loads((run / "interface.json").read_text(encoding="utf-8")))
    import_texts(cloud, run)
    import_predictions(cloud, run)
    names = {external_id: checked(cloud, response) for external_id, response in cloud.labels}
    export(cloud, run)
    arrived = [
        {"externalId": name, "content": content.decode("utf-8"), "labels": names.get(name, [])}
        for name, content in cloud.assets
    ]
    assert set(names) <= {name for name, _ in cloud.assets}
    print(json.dumps(arrived))


def main(runs):
    for run in runs:
        os.chdir(run)  # where texts such as "assets.csv" are names of files
        check(Path("."))


if __name__ == "__main__":
    main([Path(argument).resolve() for argument in sys.argv[1:]])
