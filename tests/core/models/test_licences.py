"""Every model that comes with the studio has its licence here, and none is for non-commercial use only."""

from core.models.licences import APACHE, LICENCES, MIT, OPENRAIL_M, OPENRAIL_PP
from core.models.matting_models import MATTING_MODELS
from core.models.profiles import DEPTH_MODELS, PROFILES


def test_each_model_is_here_and_each_entry_is_a_model() -> None:
    refs = [ref for profile in PROFILES.values() for ref in profile.models] + list(DEPTH_MODELS.values())
    assert {ref.name for ref in refs} | MATTING_MODELS.keys() == LICENCES.keys()
    assert all(ref.licence == LICENCES[ref.name].name for ref in refs)


def test_all_may_be_used_commercially() -> None:
    assert {licence.name for licence in LICENCES.values()} <= {MIT, APACHE, OPENRAIL_M, OPENRAIL_PP}
