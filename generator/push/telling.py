"""What a push says, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.model import Language, Text
from generator.push.doing import Outcome, Status
from generator.push.plan import Action, Step, Subject
from generator.report.cleaning import clean

_LENGTH = 500

_ACTIONS: Mapping[Action, Text] = {
    "create": Text(vi="tạo", en="create"),
    "update": Text(vi="cập nhật", en="update"),
    "delete": Text(vi="xoá", en="delete"),
    "keep": Text(vi="giữ nguyên", en="keep"),
    "leave": Text(vi="để lại", en="leave"),
    "refuse": Text(vi="không làm", en="refuse"),
}
_SUBJECTS: Mapping[Subject, Text] = {
    "organization": Text(vi="tổ chức", en="organisation"),
    "dataset": Text(vi="bộ dữ liệu", en="dataset"),
}
_SUBJECT_TOTALS: Mapping[Subject, Text] = {
    "organization": Text(vi="Tổ chức", en="Organisations"),
    "dataset": Text(vi="Bộ dữ liệu", en="Datasets"),
}
_STATUSES: Mapping[Status, Text] = {
    "done": Text(vi="xong", en="done"),
    "none": Text(vi="không cần làm", en="nothing to do"),
    "refused": Text(vi="không làm", en="refused"),
    "failed": Text(vi="HỎNG", en="FAILED"),
    "skipped": Text(vi="bỏ qua", en="skipped"),
}
_REASONS: Mapping[str, Text] = {
    "hidden": Text(
        vi="tên này đã có ở CKAN mà khoá không được xem",
        en="the name is taken in the CKAN by something this key may not see",
    ),
    "not-ours": Text(
        vi="tên này ở CKAN là của bộ dữ liệu không do cổng này tạo",
        en="in the CKAN, the name belongs to a dataset that this portal did not make",
    ),
    "not-ours-used": Text(
        vi="do người khác tạo ở CKAN: dùng, không sửa",
        en="made by others in the CKAN: used, not changed",
    ),
    "no-organization": Text(
        vi="CKAN không có tổ chức này",
        en="the CKAN has no such organisation",
    ),
    "organization-deleted": Text(
        vi="tổ chức này đã bị xoá ở CKAN; người quản trị CKAN phải khôi phục",
        en="it was deleted in the CKAN, whose administrator has to restore it",
    ),
    "gone": Text(
        vi="không còn trong cổng",
        en="no longer in the portal",
    ),
    "gone-left": Text(
        vi="không còn trong cổng; thêm --delete để xoá ở CKAN",
        en="no longer in the portal; --delete removes it from the CKAN",
    ),
    "missing": Text(vi="CKAN không tìm thấy", en="the CKAN does not find it"),
    "forbidden": Text(vi="khoá không có quyền", en="the key does not permit it"),
    "invalid": Text(vi="CKAN không nhận", en="the CKAN does not accept it"),
    "other": Text(vi="CKAN báo lỗi", en="the CKAN reports an error"),
    "no-answer": Text(vi="CKAN không trả lời", en="the CKAN does not answer"),
    "organization-failed": Text(
        vi="chưa có tổ chức của bộ dữ liệu này",
        en="its organisation could not be made",
    ),
    "silent": Text(
        vi="CKAN thôi trả lời; chạy lại sau sẽ làm tiếp",
        en="the CKAN stopped answering; a later run goes on from here",
    ),
}
_WORDS: Mapping[str, Text] = {
    "plan": Text(
        vi="Sẽ làm ở {url} (chưa ghi gì; thêm --apply để ghi):",
        en="To be done at {url} (nothing is written yet; --apply writes):",
    ),
    "nothing": Text(
        vi="CKAN đã có đúng những gì cổng có: không cần làm gì.",
        en="The CKAN holds what the portal holds: nothing to do.",
    ),
    "changes": Text(vi="đổi {changes}", en="changes {changes}"),
    "again": Text(
        vi="Chạy lại lệnh này sẽ làm tiếp phần còn thiếu.",
        en="Running this again goes on with what is missing.",
    ),
}


def plan_text(steps: Iterable[Step], url: str, language: Language) -> str:
    """All that would be done, line by line, and the sum of it."""
    listed = tuple(steps)
    told = [step for step in listed if step.is_change or step.reason]
    lines = [f"  {_step(step, language)}" for step in told]
    is_change = any(step.is_change for step in listed)
    head = _say("plan", language, url=url) if is_change else _say("nothing", language)
    return "\n".join([head, *lines, *_totals(listed, language)])


def _totals(steps: Iterable[Step], language: Language) -> Iterator[str]:
    counts = Counter((step.subject, step.action) for step in steps)
    for subject, name in _SUBJECT_TOTALS.items():
        parts = [
            f"{_ACTIONS[action].get(language)} {counts[subject, action]}"
            for action in _ACTIONS
            if counts[subject, action]
        ]
        if parts:
            yield f"{name.get(language)}: {', '.join(parts)}."


def outcome_line(outcome: Outcome, language: Language) -> str:
    """What became of one step, in one line."""
    status = _STATUSES[outcome.status].get(language)
    told = f": {clean(outcome.told, _LENGTH)}" if outcome.told else ""
    return f"{status}: {_step(outcome.step, language, outcome.reason)}{told}"


def sum_line(outcomes: Iterable[Outcome], language: Language) -> str:
    """What became of all steps."""
    listed = tuple(outcomes)
    counts = Counter(outcome.status for outcome in listed)
    total = ", ".join(
        f"{_STATUSES[status].get(language)}: {counts[status]}"
        for status in _STATUSES
        if counts[status]
    )
    again = "" if all(each.is_fine for each in listed) else f" {_say('again', language)}"
    return f"{total or _say('nothing', language)}.{again}"


def _step(step: Step, language: Language, reason: str | None = None) -> str:
    what = f"{_ACTIONS[step.action].get(language)} {_SUBJECTS[step.subject].get(language)}"
    parts = [f"{what} {step.name} “{clean(step.title, _LENGTH)}”"]
    if step.changes:
        parts.append(_say("changes", language, changes=", ".join(step.changes)))
    why = reason or step.reason
    if why:
        parts.append(_REASONS[why].get(language))
    return " – ".join(parts)


def _say(words: str, language: Language, **blanks: object) -> str:
    return _WORDS[words].get(language).format(**blanks)
