"""Disguises and temptations that the detectors were not written with.

The first time they were measured they gave a recall of 0.986 and a precision of 0.952; what failed
then (the word ``ba`` found inside ``ban``, short series of codes) has been mended since.
"""

from __future__ import annotations

from random import Random

from generator.vietnamese import fold
from tests.corpus import draw
from tests.corpus.draw import Draw
from tests.corpus.table import Labelled, columns


def _born(pattern: str) -> Draw:
    return lambda rng: draw.birth_day(rng).strftime(pattern)


def _grouped_card(rng: Random) -> str:
    number = draw.card(rng)
    return " ".join(number[start : start + 4] for start in range(0, 16, 4))


def _pick(*choices: str) -> Draw:
    return lambda rng: rng.choice(choices)


_LEAKS: tuple[tuple[str, dict[str, Draw]], ...] = (
    (
        "beneficiaries",
        {
            "TT": draw.figure,
            "Họ tên đối tượng": draw.name,
            "Năm sinh": _born("%Y"),
            "Mức trợ cấp": draw.figure,
        },
    ),
    (
        "beneficiaries, capitals",
        {"HỌ VÀ TÊN": lambda rng: draw.name(rng).upper(), "THÔN": draw.commune},
    ),
    ("teachers", {"Họ và tên giáo viên": draw.name, "Môn": _pick("Toán", "Văn", "Sinh học")}),
    ("exam results", {"SBD": draw.figure, "Thí sinh": draw.name, "Điểm thi": draw.share}),
    (
        "vaccination",
        {"Tên trẻ": draw.name, "Ngày tháng năm sinh": _born("%d/%m/%Y"), "Mũi": _pick("1", "2")},
    ),
    ("vaccination, mother", {"Họ tên mẹ": draw.name, "ĐTDĐ": draw.mobile}),
    ("land users", {"Chủ sử dụng đất": draw.name, "Số thửa": draw.figure, "Tờ": draw.figure}),
    (
        "land users, folded",
        {
            "ten nguoi su dung dat": lambda rng: fold(draw.name(rng)).title(),
            "dien tich": draw.figure,
        },
    ),
    (
        "drivers",
        {
            "Lái xe": draw.name,
            "GPLX": lambda rng: draw.digits(rng, 12),
            "Số điện thoại lái xe": draw.mobile,
        },
    ),
    (
        "household businesses",
        {
            "Tên hộ": lambda rng: f"Hộ kinh doanh {draw.name(rng)}",
            "MST hộ KD": lambda rng: draw.tax_code(rng, "8"),
        },
    ),
    (
        "household businesses, only numbers",
        {"hkd": _pick("tạp hoá", "ăn uống"), "so_dinh_danh_chu_ho": draw.identity},
    ),
    (
        "scientific",
        {"ten": _pick("A", "B", "C"), "CCCD": lambda rng: f"{int(draw.identity(rng)):.5E}"},
    ),
    (
        "dashed numbers",
        {
            "khach": _pick("lẻ", "sỉ"),
            "Mobile No.": lambda rng: (n := draw.mobile(rng))[:4] + "-" + n[4:7] + "-" + n[7:],
        },
    ),
    (
        "numbers with country",
        {"x1": lambda rng: "(+84) " + draw.mobile(rng)[1:], "x2": draw.figure},
    ),
    (
        "contacts in one cell",
        {"Liên hệ": lambda rng: f"{draw.name(rng)} - {draw.mobile(rng)}", "xa": draw.commune},
    ),
    (
        "notes with numbers",
        {"Diễn giải": lambda rng: f"CCCD số {draw.identity(rng)} cấp ngày 01/02/2022"},
    ),
    (
        "notes with accounts",
        {"Nội dung": lambda rng: f"Chuyển STK {draw.digits(rng, 12)} {rng.choice(draw.BANKS)}"},
    ),
    ("accounts", {"Số TK": lambda rng: draw.digits(rng, 14), "Ngân hàng": _pick(*draw.BANKS)}),
    ("insured", {"Mã số BHXH": lambda rng: f"26{draw.digits(rng, 8)}", "Đơn vị": draw.commune}),
    ("insured, unnamed", {"cot_4": draw.health_card, "cot_5": draw.figure}),
    ("vehicles", {"Biển kiểm soát": draw.plate, "Loại xe": _pick("con", "tải")}),
    ("vehicles, unnamed", {"c1": draw.plate, "c2": _pick("con", "tải")}),
    ("mothers and children", {"Mẹ": draw.name, "Con": draw.name}),
    ("mail", {"Hộp thư": draw.mail, "Chức vụ": _pick("chuyên viên", "kế toán")}),
    ("mail in a note", {"ghi chú": lambda rng: f"gửi {draw.mail(rng)} trước 30/6"}),
    (
        "disabled",
        {
            "Họ, chữ đệm và tên": draw.name,
            "Dạng khuyết tật": _pick("vận động", "nghe nói"),
            "Mức độ": _pick("nặng", "đặc biệt nặng"),
        },
    ),
    (
        "faith",
        {
            "Tên": draw.name,
            "Tôn giáo": _pick("Phật giáo", "Công giáo", "Không"),
            "Nơi ở": draw.home,
        },
    ),
    (
        "punished",
        {
            "Người vi phạm": draw.name,
            "Hành vi": _pick("vượt đèn đỏ", "không mũ"),
            "Tiền phạt": draw.figure,
        },
    ),
    (
        "without a header",
        {"1": draw.figure, "2": draw.name, "3": _born("%d/%m/%Y"), "4": draw.home},
    ),
    ("without a header, two", {"A": draw.name, "B": draw.mobile}),
    (
        "English",
        {"Applicant": draw.name, "Date of birth": _born("%Y-%m-%d"), "Mobile": draw.mobile},
    ),
    (
        "English, owner",
        {
            "owner_name": draw.name,
            "lat": lambda rng: f"{21.2 + rng.random() / 3:.6f}",
            "lon": lambda rng: f"{105.5 + rng.random() / 3:.6f}",
        },
    ),
    (
        "representatives",
        {
            "Doanh nghiệp": lambda rng: f"Công ty CP Mẫu {rng.randrange(99)}",
            "Đại diện PL": draw.name,
            "ĐT": draw.mobile,
        },
    ),
    (
        "passports",
        {
            "Quốc tịch": _pick("Hàn Quốc", "Nhật Bản"),
            "Số hộ chiếu (nếu có)": lambda rng: f"M{draw.digits(rng, 8)}",
        },
    ),
    ("cards", {"so_the_ngan_hang": _grouped_card, "ma": draw.figure}),
)

_INNOCENTS: tuple[tuple[str, dict[str, Draw]], ...] = (
    (
        "bus stops",
        {
            "Điểm dừng": lambda rng: f"{rng.choice(draw.STREETS)} (đối diện chợ)",
            "Tuyến": draw.figure,
        },
    ),
    (
        "parks",
        {
            "Công viên": lambda rng: f"Công viên {rng.choice(draw.STREETS)}",
            "Diện tích": draw.figure,
        },
    ),
    (
        "streets with lengths",
        {
            "Tên tuyến": lambda rng: rng.choice(draw.STREETS),
            "Chiều dài": draw.figure,
            "Điểm đầu": lambda rng: f"Ngã tư {draw.commune(rng)}",
        },
    ),
    (
        "streets by years",
        {
            "ten_duong_pho": lambda rng: rng.choice(draw.STREETS),
            "nam_dat_ten": lambda rng: str(rng.randrange(1960, 2020)),
        },
    ),
    (
        "libraries",
        {
            "ten": lambda rng: f"Thư viện {rng.choice(draw.STREETS)}",
            "dia_chi": draw.home,
            "dien_thoai": draw.landline,
        },
    ),
    (
        "pharmacies",
        {
            "Nhà thuốc": lambda rng: f"Nhà thuốc {rng.choice(draw.GIVEN)} {rng.choice(draw.GIVEN)}",
            "Địa chỉ": draw.home,
            "Số giấy chứng nhận": lambda rng: f"{draw.digits(rng, 4)}/ĐKKDD-VP",
        },
    ),
    (
        "mailboxes",
        {
            "Đơn vị": lambda rng: f"Phòng {rng.choice(('Nội vụ', 'Tư pháp'))}",
            "Email": lambda rng: (
                f"ubndxa{fold(draw.commune(rng)).replace(' ', '')}@thu-ca-nhan.example"
            ),
        },
    ),
    (
        "companies' mail",
        {
            "Công ty": lambda rng: f"Công ty Mẫu {rng.randrange(99)}",
            "Thư": lambda rng: f"contact{rng.randrange(9)}@mau{rng.randrange(99)}.example",
            "mst": draw.tax_code,
        },
    ),
    (
        "dossiers",
        {
            "Mã hồ sơ": lambda rng: f"000.00.26.H62-{draw.digits(rng, 6)}-{draw.digits(rng, 4)}",
            "Lĩnh vực": _pick("đất đai", "hộ tịch"),
        },
    ),
    ("assets", {"Mã tài sản": lambda rng: f"0260{draw.digits(rng, 8)}", "Nguyên giá": draw.figure}),
    ("series", {"code": lambda rng: f"026025{rng.randrange(999999):06d}", "value": draw.figure}),
    ("meters", {"Số công tơ": lambda rng: draw.digits(rng, 12), "kWh": draw.figure}),
    ("sensors", {"sensor_id": lambda rng: draw.digits(rng, 10), "pm25": draw.share}),
    ("timestamps", {"ts": lambda rng: f"17{draw.digits(rng, 8)}", "value": draw.share}),
    (
        "budget",
        {
            "Mã ngân sách": lambda rng: f"1{draw.digits(rng, 6)}",
            "Số tiền": lambda rng: f"{rng.randrange(1, 9)}{draw.digits(rng, 9)}",
        },
    ),
    (
        "money in full",
        {
            "tong_chi": lambda rng: f"{rng.choice('3579')}{draw.digits(rng, 8)}",
            "nam": _pick("2023", "2024"),
        },
    ),
    (
        "poor households",
        {
            "Xã": draw.commune,
            "Số hộ nghèo": draw.figure,
            "Hộ cận nghèo": draw.figure,
            "Hộ DTTS": draw.figure,
        },
    ),
    ("ethnicity", {"Dân tộc": _pick("Kinh", "Sán Dìu", "Tày", "Mường"), "Dân số": draw.figure}),
    ("religion", {"Tôn giáo": _pick("Phật giáo", "Công giáo"), "Số cơ sở": draw.figure}),
    (
        "causes of death",
        {"Chẩn đoán": _pick("Đột quỵ", "Ung thư phổi", "Viêm phổi"), "Số ca": draw.figure},
    ),
    ("births", {"Năm sinh": lambda rng: str(rng.randrange(2010, 2025)), "Số trẻ": draw.figure}),
    (
        "age groups",
        {"Nhóm tuổi": _pick("0–4", "5–9", "10–14"), "Nam": draw.figure, "Nữ": draw.figure},
    ),
    (
        "doctors",
        {
            "Bệnh viện": lambda rng: f"Bệnh viện Mẫu {rng.randrange(9)}",
            "Bác sĩ": draw.figure,
            "Người bệnh": draw.figure,
        },
    ),
    (
        "clinics on the map",
        {
            "Phòng khám": lambda rng: f"Phòng khám {rng.choice(draw.GIVEN)}",
            "vi_do": lambda rng: f"{21 + rng.random() / 2:.6f}",
            "kinh_do": lambda rng: f"{105 + rng.random():.6f}",
        },
    ),
    (
        "emergency numbers",
        {
            "Đơn vị trực": lambda rng: f"Ban chỉ huy {draw.commune(rng)}",
            "Số điện thoại trực ban": draw.mobile,
        },
    ),
    (
        "agencies",
        {
            "Cơ quan": lambda rng: f"UBND xã {draw.commune(rng)}",
            "Điện thoại": draw.landline,
            "Fax": draw.landline,
            "Website": lambda rng: f"https://xa{rng.randrange(99)}.vinhphuc.gov.vn",
        },
    ),
    (
        "lakes",
        {
            "ten_ho": lambda rng: (
                f"Hồ {rng.choice(('Đại Lải', 'Xạ Hương', 'Vân Trục', 'Đầm Vạc'))}"
            ),
            "dung_tich": draw.share,
        },
    ),
    (
        "relics",
        {
            "Di tích": lambda rng: f"Đền thờ {rng.choice(draw.STREETS)}",
            "Năm xếp hạng": lambda rng: str(rng.randrange(1962, 2024)),
        },
    ),
    ("plants", {"Loài": _pick("Lim xanh", "Mai vàng", "Hồ tiêu", "Cao su"), "so_cay": draw.figure}),
    (
        "products",
        {
            "Sản phẩm": lambda rng: f"Chè {rng.choice(draw.GIVEN)}",
            "Mã số": lambda rng: f"893{draw.digits(rng, 10)}",
        },
    ),
    (
        "provinces",
        {
            "Tỉnh": _pick("Hà Nội", "Hà Giang", "Cao Bằng", "Thái Nguyên", "Lào Cai"),
            "GRDP": draw.share,
        },
    ),
    (
        "licences",
        {
            "Giấy phép số": lambda rng: f"{rng.randrange(999)}/GP-UBND",
            "Ngày ký": lambda rng: draw.recent_day(rng).strftime("%d/%m/%Y"),
        },
    ),
    (
        "winners by school",
        {
            "Trường": lambda rng: f"THPT {rng.choice(draw.STREETS)}",
            "Số giải": draw.figure,
            "Học sinh": draw.figure,
        },
    ),
    (
        "projects",
        {
            "Dự án": lambda rng: f"Cải tạo đường {rng.choice(draw.STREETS)}",
            "Chủ đầu tư": lambda rng: f"UBND xã {draw.commune(rng)}",
            "Mã dự án": lambda rng: f"7{draw.digits(rng, 6)}",
        },
    ),
    (
        "households counted",
        {
            "Tổ dân phố": lambda rng: f"Tổ dân phố {rng.randrange(1, 30)}",
            "Số hộ": draw.figure,
            "Nhân khẩu": draw.figure,
        },
    ),
    ("buses", {"Tuyến": draw.figure, "Số xe": draw.figure, "Lượt khách": draw.figure}),
)

_SIZES = (5, 14, 40, 120)


def leaks(rng: Random) -> list[Labelled]:
    """Every disguise in tables of four sizes."""
    return _tables(rng, _LEAKS, is_leak=True)


def innocents(rng: Random) -> list[Labelled]:
    """Every temptation in tables of four sizes."""
    return _tables(rng, _INNOCENTS, is_leak=False)


def _tables(
    rng: Random, kinds: tuple[tuple[str, dict[str, Draw]], ...], *, is_leak: bool
) -> list[Labelled]:
    return [
        Labelled(
            about=f"{about} ({rows})",
            is_leak=is_leak,
            columns=columns(rng, rows, list(draws.items())),
        )
        for about, draws in kinds
        for rows in _SIZES
    ]
