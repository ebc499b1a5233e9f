"""Tell a rehearsal: on a terminal, in Markdown for a pull request, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from generator.model import LANGUAGES, Language
from generator.rehearse.model import ACTIONS, Action, Reason, Rehearsal, Verdict
from generator.rehearse.wording import ACTIONS as NAMES
from generator.rehearse.wording import REASONS, WORDS, say
from generator.report.cleaning import clean
from generator.report.markdown import escape

_SHOWN = 50
_LENGTH = 500
_TOLD: tuple[Action, ...] = ACTIONS[:-1]
"""What is told dataset by dataset; the unchanged are only counted."""

Shown = Callable[[str], str]
"""Makes a text of a contributor fit for where it is shown."""


def text(rehearsal: Rehearsal, language: Language, *, is_fine: bool) -> str:
    """For a terminal."""
    lines = [say(WORDS["title"], language), _counts(rehearsal, language)]
    for heading, items in _groups(rehearsal, language, _plain):
        lines += ["", f"{heading}:", *(f"  - {item}" for item in items)]
    return "\n".join([*lines, "", *_ending(rehearsal, language, is_fine=is_fine), ""])


def markdown(rehearsal: Rehearsal, language: Language, *, is_fine: bool) -> str:
    """For the summary of a job: in Vietnamese with the English folded, or in English alone."""
    told = _section(rehearsal, language, is_fine=is_fine)
    if language == "en":
        return told
    folded = _section(rehearsal, "en", is_fine=is_fine)
    return f"{told}\n<details><summary>English</summary>\n\n{folded}\n</details>\n"


def document(rehearsal: Rehearsal, language: Language, *, is_fine: bool) -> str:  # noqa: ARG001
    """For programs, with every sentence in both languages."""
    whole = {
        "fine": is_fine,
        "first": rehearsal.is_first,
        "counts": {action: rehearsal.count(action) for action in ACTIONS},
        "faults": [_reason(fault) for fault in rehearsal.faults],
        "datasets": [_verdict(each) for each in rehearsal.verdicts if each.action in _TOLD],
    }
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(whole, option=options).decode()


TELLERS: Mapping[str, Callable[..., str]] = {"text": text, "md": markdown, "json": document}
"""The forms of a report, by name."""


def _section(rehearsal: Rehearsal, language: Language, *, is_fine: bool) -> str:
    sign = "✅" if is_fine else "❌"
    lines = [f"### {sign} {say(WORDS['title'], language)}", "", _counts(rehearsal, language)]
    for heading, items in _groups(rehearsal, language, escape):
        lines += ["", f"**{heading}**", "", *(f"- {item}" for item in items)]
    return "\n".join([*lines, "", *_ending(rehearsal, language, is_fine=is_fine), ""])


def _plain(text_: str) -> str:
    return clean(text_, _LENGTH)


def _counts(rehearsal: Rehearsal, language: Language) -> str:
    counts = ((NAMES[action].get(language), rehearsal.count(action)) for action in ACTIONS)
    return " · ".join(f"{name}: {count}" for name, count in counts)


def _ending(rehearsal: Rehearsal, language: Language, *, is_fine: bool) -> Iterator[str]:
    if rehearsal.is_first:
        yield say(WORDS["first"], language)
    yield say(WORDS["fine" if is_fine else "not-fine"], language)


def _groups(
    rehearsal: Rehearsal, language: Language, shown: Shown
) -> Iterator[tuple[str, list[str]]]:
    if rehearsal.faults:
        heading = say(WORDS["catalogue"], language)
        yield heading, [_sentence(fault, language, shown) for fault in rehearsal.faults]
    for action in _TOLD:
        verdicts = [each for each in rehearsal.verdicts if each.action == action]
        items = [_item(each, language, shown) for each in verdicts[:_SHOWN]]
        if len(verdicts) > _SHOWN:
            items.append(say(WORDS["more"], language, count=len(verdicts) - _SHOWN))
        if items:
            yield f"{NAMES[action].get(language)} ({len(verdicts)})", items


def _item(verdict: Verdict, language: Language, shown: Shown) -> str:
    parts = [shown(verdict.title), shown(verdict.iri)]
    parts += [_sentence(reason, language, shown) for reason in verdict.reasons]
    if verdict.changes:
        changes = shown(", ".join(verdict.changes))
        parts.append(say(WORDS["changed"], language, changes=changes))
    return " – ".join(parts)


def _sentence(reason: Reason, language: Language, shown: Shown) -> str:
    details = {key: shown(value) for key, value in reason.details.items()}
    return say(REASONS[reason.code], language, **details)


def _reason(reason: Reason) -> dict[str, Any]:
    told = {language: _sentence(reason, language, _plain) for language in LANGUAGES}
    return {"code": reason.code, "message": told, "details": dict(reason.details)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "action": verdict.action,
        "iri": verdict.iri,
        "title": verdict.title,
        "changes": list(verdict.changes),
        "reasons": [_reason(reason) for reason in verdict.reasons],
    }
