"""Why something of a source is not taken, in both languages."""

from __future__ import annotations

from generator.model import Language

REASONS: dict[str, dict[Language, str]] = {
    "address-private": {
        "vi": "máy “{host}” có địa chỉ nội bộ ({address}); nếu đúng là cần, ghi vào private_hosts.",
        "en": "the host “{host}” has a private address ({address}); if meant, list it in "
        "private_hosts.",
    },
    "address-unknown": {
        "vi": "không tìm thấy máy “{host}”.",
        "en": "there is no host “{host}”.",
    },
    "catalogue-broken": {
        "vi": "danh mục tại {url} không đọc được: {error}",
        "en": "the catalogue at {url} cannot be read: {error}",
    },
    "checksum": {
        "vi": "tệp {url} không khớp mã kiểm tra mà nguồn công bố.",
        "en": "the file {url} does not match the checksum that the source states.",
    },
    "connection-missing": {
        "vi": "chưa đặt biến môi trường {variable} (chuỗi kết nối cơ sở dữ liệu).",
        "en": "the environment variable {variable} (the database's connection string) is not set.",
    },
    "content": {"vi": "tệp {url}: {error}", "en": "the file {url}: {error}"},
    "database": {
        "vi": "cơ sở dữ liệu không trả lời được ({error}).",
        "en": "the database could not answer ({error}).",
    },
    "driver-missing": {
        "vi": "thiếu thư viện kết nối ({error}); cài: pip install 'opendata[sql]' và trình điều "
        "khiển của cơ sở dữ liệu.",
        "en": "a library is missing ({error}); install 'opendata[sql]' and the database's driver.",
    },
    "encoding": {
        "vi": "tệp {url} không phải UTF-8 và không nhận ra bảng mã.",
        "en": "the file {url} is not UTF-8, and its encoding is not recognised.",
    },
    "folder-taken": {
        "vi": "thư mục {folder} đã có nội dung khác hoặc có lỗi; hãy chạy opendata validate.",
        "en": "the folder {folder} holds something else or is faulty; run opendata validate.",
    },
    "host-unlisted": {
        "vi": "máy “{host}” không có trong hosts của nguồn này.",
        "en": "the host “{host}” is not among this source's hosts.",
    },
    "identifier-missing": {
        "vi": "bộ dữ liệu không có mã định danh.",
        "en": "the dataset has no identifier.",
    },
    "identifier-repeated": {
        "vi": "nguồn có hai bộ dữ liệu cùng mã này; chỉ lấy bộ đầu tiên.",
        "en": "the source has two datasets of this identifier; only the first is taken.",
    },
    "license-missing": {
        "vi": "nguồn không ghi giấy phép; đặt license trong tệp nguồn.",
        "en": "the source names no licence; set license in the source's file.",
    },
    "license-unknown": {
        "vi": "giấy phép “{value}” chưa có trong licenses của tệp nguồn.",
        "en": "the licence “{value}” is not in licenses of the source's file.",
    },
    "metadata": {"vi": "{error}", "en": "{error}"},
    "network": {
        "vi": "không tải được {url}: {error}",
        "en": "{url} could not be fetched: {error}",
    },
    "publisher-missing": {
        "vi": "nguồn không ghi cơ quan; đặt publisher trong tệp nguồn.",
        "en": "the source names no agency; set publisher in the source's file.",
    },
    "publisher-unknown": {
        "vi": "cơ quan “{value}” chưa có trong publishers của tệp nguồn.",
        "en": "the agency “{value}” is not in publishers of the source's file.",
    },
    "query-not-read-only": {
        "vi": "câu truy vấn phải là một lệnh SELECT duy nhất.",
        "en": "the query must be one SELECT statement.",
    },
    "redirects": {
        "vi": "{url} chuyển hướng quá nhiều lần.",
        "en": "{url} redirects too many times.",
    },
    "redirect-insecure": {
        "vi": "{url} chuyển từ https sang địa chỉ không mã hoá.",
        "en": "{url} redirects from https to an address without encryption.",
    },
    "rows-unreadable": {
        "vi": "tệp {url} không phải là danh sách các dòng ({error}).",
        "en": "the file {url} is no list of rows ({error}).",
    },
    "source-unlike": {
        "vi": "{url} không phải là danh mục loại {kind}: {error}",
        "en": "{url} is no catalogue of the kind {kind}: {error}",
    },
    "status": {"vi": "{url} trả lời HTTP {status}.", "en": "{url} answers HTTP {status}."},
    "table-missing": {
        "vi": "không có tệp nào ở dạng lấy được ({formats}).",
        "en": "it has no file in a form that is taken ({formats}).",
    },
    "theme-missing": {
        "vi": "không có lĩnh vực nào khớp ({value}); bổ sung themes hoặc theme trong tệp nguồn.",
        "en": "no field matches ({value}); add to themes, or set theme, in the source's file.",
    },
    "frequency-missing": {
        "vi": "tần suất cập nhật không khớp ({value}); bổ sung frequencies hoặc "
        "accrual_periodicity trong tệp nguồn.",
        "en": "no frequency matches ({value}); add to frequencies, or set accrual_periodicity, in "
        "the source's file.",
    },
    "timeout": {
        "vi": "{url} không trả lời xong trong {seconds} giây.",
        "en": "{url} did not finish within {seconds} seconds.",
    },
    "title-missing": {"vi": "bộ dữ liệu không có tên.", "en": "the dataset has no title."},
    "too-large": {
        "vi": "{url} lớn hơn giới hạn {limit} byte.",
        "en": "{url} is larger than the limit of {limit} bytes.",
    },
    "too-many-datasets": {
        "vi": "nguồn có hơn {limit} bộ dữ liệu, là giới hạn đã đặt.",
        "en": "the source has more than {limit} datasets, which is the limit.",
    },
    "too-many-rows": {
        "vi": "có hơn {limit} dòng, là giới hạn đã đặt.",
        "en": "it has more than {limit} rows, which is the limit.",
    },
    "url-unusable": {
        "vi": "“{url}” không phải địa chỉ http(s) dùng được.",
        "en": "“{url}” is no http(s) address that can be used.",
    },
}
"""The sentences, with their blanks."""
