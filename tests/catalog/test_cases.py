"""What the reader asks of a case, beside what the schema asks."""

import copy
from typing import Any

import pytest

from channels_catalog.reader.strict_yaml import parse
from tests.catalog.conftest import Documents, faults_of, read

NAME = "cases/etsy-2008-community.yaml"


@pytest.fixture
def with_case(documents: Documents, shipped_files: Any) -> Documents:
    """The small catalog and one case of it."""
    case = parse(shipped_files[NAME])
    case["growth_model"] = documents["growth_models.yaml"][0]["key"]
    case["also_on"] = ["content"]
    return documents | {NAME: copy.deepcopy(case)}


def test_a_case_is_read_and_found_by_its_paths(with_case: Documents) -> None:
    catalog = read(with_case)
    assert catalog.case("etsy-2008-community").company == "Etsy"
    assert [case.id for case in catalog.cases_of("community")] == ["etsy-2008-community"]
    assert [case.id for case in catalog.cases_of("content")] == ["etsy-2008-community"]


def test_what_a_case_says_of_the_catalog_must_be_there(with_case: Documents) -> None:
    case = with_case[NAME]
    case["id"] = "etsy"
    case["growth_model"] = "weather-led"
    case["also_on"] = ["nowhere"]
    case["answers"]["patience"] = case["answers"]["community-interest"]
    case["surfaces"]["weather"] = case["surfaces"]["brand"]
    case["constraint"] = {"other": case["constraint"]["no-repeated-member-value"]}
    assert sorted(faults_of(with_case)) == [
        f"{NAME}: also_on: 'nowhere' is neither a channel nor listed in named_only",
        f"{NAME}: answers.patience: 'patience' is not a factor of this path",
        f"{NAME}: constraint.other: 'other' is not a constraint of this path",
        f"{NAME}: growth_model: 'weather-led' is not a growth model of this catalog",
        f"{NAME}: id: must be 'etsy-2008-community', as the file is called",
        f"{NAME}: surfaces.weather: 'weather' is not a surface",
    ]


def test_the_verdicts_of_a_case_agree_with_each_other(with_case: Documents) -> None:
    case = with_case[NAME]
    case["verdicts"] |= {"accepted": ["scale"], "rejected": ["scale"], "best": "park"}
    case["match_if_a_model_fitted"] = case["answers"]["community-interest"]
    assert sorted(faults_of(with_case)) == [
        f"{NAME}: verdicts.best: must be among 'accepted'",
        f"{NAME}: verdicts.rejected: 'scale' is accepted as well",
    ]
    case["verdicts"] |= {"rejected": [], "best": "scale"}
    assert faults_of(with_case) == [
        f"{NAME}: match_if_a_model_fitted: stands only where 'growth_model' is null"
    ]
