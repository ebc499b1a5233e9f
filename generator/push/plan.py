"""Compare a portal with what a CKAN holds of it, and say step by step what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.push.form import EXTRAS, MARK, Form
from generator.push.remote import Held, Remote

Action = Literal["create", "update", "delete", "keep", "leave", "refuse"]
Subject = Literal["organization", "dataset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do, or not to do.

    ``changes`` are the fields an update is for, ``form`` what the CKAN is sent, ``needs`` the
    organisation a dataset belongs to, ``reason`` names a sentence.
    """

    action: Action
    subject: Subject
    name: str
    title: str
    changes: tuple[str, ...] = ()
    form: Form = field(default_factory=dict)
    needs: str | None = None
    reason: str | None = None

    @property
    def is_change(self) -> bool:
        """Whether something is sent."""
        return self.action in {"create", "update", "delete"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a CKAN should hold; ``owner`` is the one organisation that all is put into."""

    organizations: Sequence[Form]
    datasets: Sequence[Form]
    owner: str | None = None


def plan(wanted: Wanted, remote: Remote, *, deletes: bool = False) -> Iterator[Step]:
    """What is to be done, in an order in which it can be done."""
    for form in wanted.organizations:
        yield _organization(form, remote)
    if wanted.owner is not None and wanted.owner not in remote.organizations:
        yield Step(
            action="refuse", subject="organization", name=wanted.owner, title=wanted.owner,
            reason="no-organization",
        )  # fmt: skip
    former = _by_identifier(remote)
    kept: set[str] = set()
    for form in wanted.datasets:
        held = remote.datasets.get(form["name"]) or former.get(_identifier(form))
        if held is not None:
            kept.add(held.name)
        yield _dataset(form, held, remote)
    yield from _surplus(remote, kept, deletes=deletes)


def _organization(form: Form, remote: Remote) -> Step:
    held = remote.organizations.get(form["name"])
    step = {"subject": "organization", "name": form["name"], "title": form["title"]}
    if form["name"] in remote.hidden:
        return Step(action="refuse", reason="hidden", **step)
    if held is None:
        return Step(action="create", form=form, **step)
    if held.is_deleted:
        return Step(action="refuse", reason="organization-deleted", **step)
    if not held.is_ours:
        # Whoever made it knows best how it is described; datasets may still go into it.
        return Step(action="keep", reason="not-ours-used", **step)
    return _update(form, held, step)


def _dataset(form: Form, held: Held | None, remote: Remote) -> Step:
    step = {
        "subject": "dataset", "name": form["name"], "title": form["title"],
        "needs": form["owner_org"],
    }  # fmt: skip
    if form["name"] in remote.hidden:
        return Step(action="refuse", reason="hidden", **step)
    if held is None or held.is_deleted:
        return Step(action="create", form=form, **step)
    if not held.is_ours:
        return Step(action="refuse", reason="not-ours", **step)
    return _update(form, held, step)


def _update(form: Form, held: Held, step: Mapping[str, Any]) -> Step:
    changed = {key: value for key, value in form.items() if _differs(key, value, held)}
    if not changed:
        return Step(action="keep", **step)
    sent = {key: _merged(key, value, held) for key, value in changed.items()}
    # CKAN's own ids, so that a name may change too.
    return Step(
        action="update", changes=tuple(sorted(changed)), form=sent | {"id": held.id}, **step
    )


def _by_identifier(remote: Remote) -> Mapping[str, Held]:
    """Our datasets by the identifier they were sent with, for those whose name has changed."""
    ours = (held for held in remote.datasets.values() if held.is_ours)
    return {held.extras["identifier"]: held for held in ours if "identifier" in held.extras}


def _identifier(form: Form) -> str:
    return next((e["value"] for e in form["extras"] if e["key"] == "identifier"), "")


def _surplus(remote: Remote, kept: set[str], *, deletes: bool) -> Iterator[Step]:
    for name, held in sorted(remote.datasets.items()):
        if held.is_ours and not held.is_deleted and name not in kept:
            title = str(held.fields.get("title") or name)
            yield Step(
                action="delete" if deletes else "leave",
                subject="dataset",
                name=name,
                title=title,
                form={"id": held.id},
                reason="gone" if deletes else "gone-left",
            )


# --- Fields --------------------------------------------------------------------------------------
def _differs(key: str, value: Any, held: Held) -> bool:
    theirs = held.fields.get(key)
    if key == "owner_org":
        organization = held.fields.get("organization") or {}
        return value not in {theirs, organization.get("name")}
    if key == "tags":
        return {tag["name"] for tag in value} != {tag["name"] for tag in theirs or ()}
    if key == "extras":
        ours = {name: text for name, text in held.extras.items() if name in {*EXTRAS, MARK}}
        return bool({each["key"]: each["value"] for each in value} != ours)
    if key == "resources":
        return _resources_differ(value, theirs or ())
    return not _is_same(value, theirs)


def _resources_differ(ours: Sequence[Form], theirs: Sequence[Form]) -> bool:
    return len(ours) != len(theirs) or any(
        not (_is_format if key == "format" else _is_same)(value, held.get(key))
        for form, held in zip(ours, theirs, strict=True)
        for key, value in form.items()
    )


def _is_format(ours: Any, theirs: Any) -> bool:
    """CKAN writes formats in its own way: ``GeoJSON``."""
    return str(ours).casefold() == str(theirs or "").casefold()


def _is_same(ours: Any, theirs: Any) -> bool:
    """CKANs tell nothing as ``None`` or ``""``, and moments with or without their fractions."""
    if ours == "" or theirs in ("", None):
        return bool(ours == (theirs or ""))
    return str(ours) == str(theirs).removesuffix(".000000")


def _merged(key: str, value: Any, held: Held) -> Any:
    """What is sent for a field: ours, and what others have written beside it."""
    if key == "extras":
        others = [
            {"key": name, "value": text}
            for name, text in held.extras.items()
            if name not in {*EXTRAS, MARK}
        ]
        return [*value, *others]
    if key == "resources":
        known = {each.get("url"): each["id"] for each in held.fields.get("resources") or ()}
        # With the ids they have, links to them and previews of them live on.
        return [
            form | ({"id": known[form["url"]]} if form["url"] in known else {}) for form in value
        ]
    return value
