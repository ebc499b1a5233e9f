"""What a static host cannot answer to clients of CKAN, said to people who write them."""

from __future__ import annotations

from generator.model import Text

LIMITS: tuple[Text, ...] = (
    Text(
        vi=(
            "Tham số sau dấu ? không có tác dụng: package_search luôn trả về mọi bộ dữ liệu trong "
            "một lần, không lọc, không chia trang (rows, start, q, fq, sort)."
        ),
        en=(
            "Parameters after the ? have no effect: package_search always answers with all "
            "datasets at once, without filters or pages (rows, start, q, fq, sort)."
        ),
    ),
    Text(
        vi=(
            "Chương trình tăng dần start cho đến khi hết kết quả (như ckanapi search datasets) sẽ "
            "không dừng: hãy gọi một lần, hoặc dừng khi không có id mới."
        ),
        en=(
            "Programs that raise start until nothing comes (such as ckanapi search datasets) never "
            "end: ask once, or stop when no new id comes."
        ),
    ),
    Text(
        vi=(
            "package_show?id=… luôn trả lời “Not Found Error”; từng bộ dữ liệu nằm ở "
            "package_show/<tên>.json, với tên lấy từ package_list."
        ),
        en=(
            "package_show?id=… always answers “Not Found Error”; each dataset lies at "
            "package_show/<name>.json, with its name from package_list."
        ),
    ),
    Text(
        vi=(
            "organization_list và group_list luôn trả về đủ các trường, như với all_fields=true; "
            "không có organization_show và group_show."
        ),
        en=(
            "organization_list and group_list always answer with all fields, as with "
            "all_fields=true; there is no organization_show and no group_show."
        ),
    ),
    Text(
        vi="Chỉ đọc, bằng GET: lời gọi POST bị từ chối, và không có kho dữ liệu (datastore).",
        en="Read only, by GET: POST is refused, and there is no datastore.",
    ),
    Text(
        vi=(
            "udata đọc từng bộ qua package_show?id=…, nên không dùng được API này: hãy thu thập "
            "qua DCAT. Chỉ thu thập qua DCAT mới chuyển cả việc gỡ bộ dữ liệu."
        ),
        en=(
            "udata reads each dataset by package_show?id=… and cannot use this API: let it harvest "
            "DCAT. Only harvesting DCAT carries over that datasets were removed."
        ),
    ),
    Text(
        vi=(
            "package_search dài thêm khoảng 7 KB với mỗi bộ dữ liệu; từ khoảng 7.000 bộ, tệp này "
            "vượt 50 MB và nên thu thập qua DCAT, nơi danh mục được chia trang."
        ),
        en=(
            "package_search grows by about 7 KB with each dataset; from about 7,000 datasets on "
            "it exceeds 50 MB, and harvesting should use DCAT, where the catalogue has pages."
        ),
    ),
)
