"""What is deployed names what there is: metrics of the dashboard and the runbook, the parts of the compose file."""

import json
import re

import pytest
import yaml
from prometheus_client import REGISTRY

import app.measured  # noqa: F401 - its import registers them
from tests.contracts.source import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
NAME = re.compile(r"surgeline_[a-z_]+")
SUFFIXES = ("_total", "_bucket", "_count", "_sum", "_created")
ROLES = {
    "surgeline_pipeline",
    "surgeline_app",
    "surgeline_owner",
    "surgeline_migrator",
    "surgeline_service",
    "surgeline_admin",
}


def known() -> set[str]:
    """Every metric there is: those counted, and those read when somebody asks."""
    counted = {family.name for family in REGISTRY.collect() if family.name.startswith("surgeline_")}
    gauges = NAME.findall((REPOSITORY / "app" / "jobs" / "gauges.py").read_text("utf-8"))
    return counted | set(gauges)


def bare(name: str) -> str:
    """The metric of a sample's name."""
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


@pytest.mark.parametrize("file", ["deploy/grafana.json", "docs/runbook.md"])
def test_every_metric_that_is_named_exists(file: str) -> None:
    named = {bare(name) for name in NAME.findall((REPOSITORY / file).read_text("utf-8"))} - ROLES
    assert named - known() == set()


def test_every_metric_is_on_the_dashboard() -> None:
    drawn = {bare(name) for name in NAME.findall((DEPLOY / "grafana.json").read_text("utf-8"))}
    assert known() - drawn == set()


def test_the_dashboard_has_panels_that_do_not_lie_over_one_another() -> None:
    panels = json.loads((DEPLOY / "grafana.json").read_text("utf-8"))["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len(set(places)) == len(places)


def test_nginx_hands_requests_to_the_processes_of_the_compose_file_at_the_images_port() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    servers = re.findall(r"server (surgeline-\d):(\d+)", (DEPLOY / "nginx.conf").read_text("utf-8"))
    port = re.search(r"SURGELINE_PORT=(\d+)", (REPOSITORY / "Dockerfile").read_text("utf-8"))
    assert port is not None
    assert {name for name, _ in servers} == {name for name in services if name.startswith("surgeline-")}
    assert {at for _, at in servers} == {port[1]}
