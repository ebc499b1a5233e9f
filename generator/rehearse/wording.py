"""What a rehearsal says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Language, Text

REASONS: Mapping[str, Text] = {
    "empty": Text(
        vi="Danh mục không có bộ dữ liệu nào: cổng quốc gia sẽ xoá mọi bản sao đang có.",
        en="The catalogue holds no dataset: the national portal would delete all its copies.",
    ),
    "much-smaller": Text(
        vi="Danh mục chỉ còn {now} trên {before} bộ dữ liệu: hụt quá 20 % nên bị coi là sự cố. "
        "Nếu đúng là muốn bỏ, hãy thêm --allow-loss.",
        en="Only {now} of {before} datasets remain: a loss of more than 20 % is taken for an "
        "accident. If it is meant, add --allow-loss.",
    ),
    "page-missing": Text(
        vi="Không có trang {page} của danh mục: máy thu thập dừng ở đó.",
        en="The catalogue's page {page} does not exist: a harvester stops there.",
    ),
    "page-too-large": Text(
        vi="Trang {page} của danh mục nặng {size} byte, quá 50 MB mà máy thu thập nhận.",
        en="The catalogue's page {page} takes {size} bytes, over the 50 MB a harvester reads.",
    ),
    "page-unreadable": Text(
        vi="Trang {page} của danh mục không phải Turtle đúng: {error}",
        en="The catalogue's page {page} is no valid Turtle: {error}",
    ),
    "pages-in-a-ring": Text(
        vi="Các trang của danh mục nối vòng về {page}: việc thu thập không bao giờ xong.",
        en="The catalogue's pages lead back to {page}: a harvest would never end.",
    ),
    "no-name": Text(
        vi="Không có địa chỉ định danh (IRI): mỗi lần thu thập sẽ thành một bộ dữ liệu mới.",
        en="Has no name (IRI): each harvest would make another dataset of it.",
    ),
    "no-title": Text(
        vi="Không có tên (dct:title): CKAN sẽ dừng cả lần thu thập, mọi bộ dữ liệu khác cũng hỏng.",
        en="Has no title (dct:title): CKAN would stop the whole harvest, all other datasets too.",
    ),
    "no-description": Text(
        vi="Không có mô tả (dct:description), mà DCAT-AP bắt buộc.",
        en="Has no description (dct:description), which DCAT-AP requires.",
    ),
    "bad-date": Text(
        vi="{property} là “{value}”, không phải ngày tháng có thật.",
        en="{property} is “{value}”, which is no real date.",
    ),
    "same-name": Text(
        vi="Hai bộ dữ liệu cùng một địa chỉ định danh (IRI): bộ này đè lên bộ kia.",
        en="Two datasets have this one name (IRI): each would overwrite the other.",
    ),
    "same-identifier": Text(
        vi="Mã “{identifier}” cũng là của {other}.",
        en="The identifier “{identifier}” is also that of {other}.",
    ),
    "file-missing": Text(
        vi="Tệp {file} không có trong bản dựng này: người dùng sẽ gặp lỗi 404.",
        en="The file {file} is not part of this build: readers would meet a 404.",
    ),
    "gone": Text(
        vi="Không còn trong danh mục.",
        en="No longer in the catalogue.",
    ),
    "moved-to": Text(
        vi="Địa chỉ định danh (IRI) đã đổi mà mã vẫn giữ: bản sao này bị xoá và tạo lại ở {iri}; "
        "liên kết và số lượt tải cũ sẽ mất.",
        en="Its name (IRI) changed while its identifier stayed: this copy would be deleted and "
        "made anew as {iri}; links to it and its statistics would be lost.",
    ),
    "came-from": Text(vi="Trước đây là {iri}.", en="Was {iri} before."),
}

ACTIONS: Mapping[str, Text] = {
    "refused": Text(vi="Bị từ chối", en="Refused"),
    "deleted": Text(vi="Bị xoá", en="Deleted"),
    "created": Text(vi="Được tạo mới", en="Created"),
    "updated": Text(vi="Được cập nhật", en="Updated"),
    "unchanged": Text(vi="Giữ nguyên", en="Unchanged"),
}

WORDS: Mapping[str, Text] = {
    "title": Text(
        vi="Diễn tập kết nối với cổng dữ liệu quốc gia",
        en="Rehearsal of the harvest by the national portal",
    ),
    "first": Text(
        vi="Chưa có bản công bố nào để so: coi như lần thu thập đầu tiên.",
        en="Nothing published to compare with: taken as the first harvest.",
    ),
    "fine": Text(
        vi="Thu thập được trọn vẹn.",
        en="The harvest would go through.",
    ),
    "not-fine": Text(
        vi="Chưa nên công bố: có bộ dữ liệu bị từ chối hoặc bị xoá ở cổng quốc gia.",
        en="Not to be published yet: the national portal would refuse or delete datasets.",
    ),
    "catalogue": Text(vi="Cả danh mục", en="The catalogue as a whole"),
    "changed": Text(vi="đổi: {changes}", en="changed: {changes}"),
    "more": Text(vi="… và {count} bộ dữ liệu nữa", en="… and {count} more datasets"),
}


def say(text: Text, language: Language, **blanks: object) -> str:
    """The text in ``language``, its blanks filled."""
    return text.get(language).format(**blanks)
