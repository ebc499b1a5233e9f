"""Push: create and update a portal's datasets in a CKAN.

:func:`prepare_push` compares and says what is to be done; :func:`carry_out` does it. What the CKAN
holds is the only memory: a run that failed half way is taken up by the next one.
"""

from __future__ import annotations

from generator.distribution import Edition
from generator.problems import PortalError
from generator.push.connection import KEY_VARIABLE, Access, Ckan, CkanError, CkanSilent, access
from generator.push.doing import Outcome, carry_out
from generator.push.form import dataset_forms, organization_forms
from generator.push.plan import Step, Wanted, plan
from generator.push.remote import read_remote
from generator.push.telling import outcome_line, plan_text, sum_line

__all__ = [
    "KEY_VARIABLE",
    "Access",
    "Ckan",
    "Outcome",
    "Step",
    "Wanted",
    "access",
    "carry_out",
    "compare",
    "outcome_line",
    "plan_text",
    "prepare_push",
    "sum_line",
]


def prepare_push(
    edition: Edition, ckan: Ckan, *, owner: str | None = None, deletes: bool = False
) -> tuple[Step, ...]:
    """What is to be done so that the CKAN holds what the edition holds.

    ``owner`` is the organisation of the CKAN that all datasets go into; without it each goes
    into its agency's, which is made where it is missing. ``deletes`` removes datasets that this
    portal once made and has no longer.

    Raises:
        PortalError: the CKAN could not be read, so nothing can be compared with it.
    """
    wanted = Wanted(
        organizations=() if owner else tuple(organization_forms(edition)),
        datasets=tuple(dataset_forms(edition, owner)),
        owner=owner,
    )
    return compare(wanted, edition.catalog.portal.identifier, ckan, deletes=deletes)


def compare(wanted: Wanted, portal: str, ckan: Ckan, *, deletes: bool = False) -> tuple[Step, ...]:
    """The same for what the portal with the identifier ``portal`` wants there to be."""
    bodies = [form["name"] for form in wanted.organizations]
    names = [form["name"] for form in wanted.datasets]
    try:
        remote = read_remote(ckan, portal, [wanted.owner] if wanted.owner else bodies, names)
    except (CkanError, CkanSilent) as error:
        raise PortalError(f"CKAN: {error}") from None
    return tuple(plan(wanted, remote, deletes=deletes))
