"""Disguises and temptations that the detectors were written with."""

from __future__ import annotations

from random import Random

from generator.vietnamese import fold
from tests.corpus import draw
from tests.corpus.draw import Draw
from tests.corpus.table import Labelled, columns

_STT: tuple[str, Draw] = ("stt", lambda rng: str(rng.randrange(1, 999)))
_PLAIN: tuple[tuple[str, Draw], ...] = (
    ("ma_xa", lambda rng: f"{rng.randrange(8700, 9160):05d}"),
    ("Xã, phường", draw.commune),
    ("so_luong", draw.figure),
    ("ghi_chu", lambda rng: rng.choice(("", "", "đã kiểm tra"))),
)


def _day(pattern: str, of: str = "birth") -> Draw:
    pick = draw.birth_day if of == "birth" else draw.recent_day
    return lambda rng: pick(rng).strftime(pattern)


def _without_zero(value: Draw) -> Draw:
    return lambda rng: value(rng).lstrip("0")


def _spaced(rng: Random) -> str:
    number = draw.identity(rng)
    return " ".join(number[start : start + 3] for start in range(0, 12, 3))


def _dotted(rng: Random) -> str:
    number = draw.mobile(rng)
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


_NAME_LABELS = (
    "Họ và tên",
    "ho_ten",
    "HoTen",
    "Họ tên chủ hộ",
    "Người đại diện theo pháp luật",
    "Tên bệnh nhân",
    "nguoi_nop_don",
    "full_name",
    "CHỦ HỘ",
    "Owner",
)

# One row: what leaks, labels that say so more or less, ways of writing it.
_SINGLE: tuple[tuple[str, tuple[str, ...], tuple[Draw, ...]], ...] = (
    (
        "identity",
        ("Số CCCD", "cccd", "so_dinh_danh", "CMND/CCCD", "SoCCCD", "id_number"),
        (
            draw.identity,
            _without_zero(draw.identity),
            _spaced,
            lambda rng: f"'{draw.identity(rng)}",
        ),
    ),
    ("identity unnamed", ("ma", "F5", "Cột 3", "Số"), (draw.identity, _spaced)),
    ("old identity", ("CMND", "so_cmnd", "Số CMT"), (lambda rng: f"135{draw.digits(rng, 6)}",)),
    (
        "passport",
        ("Hộ chiếu", "passport_no", "Số hộ chiếu"),
        (lambda rng: f"{rng.choice('BCN')}{draw.digits(rng, 7)}",),
    ),
    (
        "phone",
        ("Điện thoại", "sdt", "ĐT", "SĐT liên hệ", "phone", "so_dien_thoai_1", "Zalo"),
        (
            draw.mobile,
            _dotted,
            _without_zero(draw.mobile),
            lambda rng: f"+84{draw.mobile(rng)[1:]}",
            lambda rng: f"{draw.mobile(rng)}; {draw.mobile(rng)}",
        ),
    ),
    (
        "phone unnamed",
        ("ghi_chu", "F7", "Thông tin"),
        (draw.mobile, lambda rng: f"ĐT: {_dotted(rng)}", lambda rng: f"liên hệ {draw.mobile(rng)}"),
    ),
    ("mail", ("Email", "thu_dien_tu", "e-mail", "F4"), (draw.mail,)),
    (
        "tax",
        ("MST cá nhân", "Mã số thuế hộ kinh doanh", "mst_ca_nhan"),
        (lambda rng: draw.tax_code(rng, "8"),),
    ),
    (
        "account",
        ("STK", "Số tài khoản", "so_tai_khoan", "Tài khoản ngân hàng"),
        (lambda rng: draw.digits(rng, 13), lambda rng: draw.digits(rng, 10)),
    ),
    ("card", ("Số thẻ", "the_atm", "F2"), (draw.card,)),
    ("plate", ("Biển số", "bien_so_xe", "BKS", "F6"), (draw.plate,)),
    ("health card", ("Mã thẻ BHYT", "so_the", "F3"), (draw.health_card,)),
    ("social insurance", ("Số sổ BHXH", "ma_so_bhxh"), (lambda rng: f"26{draw.digits(rng, 8)}",)),
    (
        "land",
        ("Số GCN QSDĐ", "so_phat_hanh", "Sổ đỏ"),
        (lambda rng: f"{rng.choice(('BK', 'CĐ', 'DA'))} {draw.digits(rng, 6)}",),
    ),
    (
        "name",
        _NAME_LABELS,
        (
            draw.name,
            lambda rng: draw.name(rng).upper(),
            lambda rng: fold(draw.name(rng)).title(),
            lambda rng: f"{rng.choice(('Ông', 'Bà'))} {draw.name(rng)}",
        ),
    ),
    (
        "birth",
        ("Ngày sinh", "ngay_sinh", "DOB", "NgaySinh"),
        (_day("%d/%m/%Y"), _day("%Y-%m-%d"), _day("%d-%m-%Y")),
    ),
    ("home", ("Hộ khẩu thường trú", "noi_thuong_tru", "Chỗ ở hiện nay"), (draw.home,)),
)

# Tables in which several columns together tell of persons.
_TOGETHER: tuple[tuple[str, tuple[tuple[str, Draw], ...]], ...] = (
    ("names and birth dates without labels", (("F1", draw.name), ("F2", _day("%d/%m/%Y")))),
    ("names and birth years", (("Tên", draw.name), ("năm sinh", _day("%Y")))),
    ("names and homes without labels", (("Cột 1", draw.name), ("dia_chi", draw.home))),
    (
        "the poor by name",
        (
            ("Chủ hộ", draw.name),
            ("Dân tộc", lambda rng: rng.choice(("Kinh", "Sán Dìu"))),
            ("Diện", lambda rng: rng.choice(("Hộ nghèo", "Cận nghèo"))),
        ),
    ),
    (
        "patients",
        (("ho_ten", draw.name), ("chan_doan", lambda rng: rng.choice(("Lao phổi", "Viêm gan B")))),
    ),
    (
        "names in two columns",
        (
            ("ho_dem", lambda rng: " ".join(draw.name(rng).split()[:-1])),
            ("ten", lambda rng: rng.choice(draw.GIVEN)),
        ),
    ),
    (
        "name, birth year and home in one cell",
        (
            (
                "Thông tin chủ hộ",
                lambda rng: f"{draw.name(rng)}, SN {draw.birth_day(rng).year}, {draw.home(rng)}",
            ),
        ),
    ),
    (
        "an enterprise register",
        (
            ("ten_dn", lambda rng: f"Công ty TNHH Mẫu {rng.randrange(999)}"),
            ("mst", draw.tax_code),
            ("Người đại diện", draw.name),
            ("so_cccd", draw.identity),
        ),
    ),
)


def leaks(rng: Random) -> list[Labelled]:
    """Every leak below every label in every way of writing it, among other columns."""
    found = [
        Labelled(
            about=f"{about}: {label}",
            is_leak=True,
            columns=columns(rng, rng.choice((4, 12, 60)), [_STT, (label, value), *_PLAIN[:3]]),
        )
        for about, labels, values in _SINGLE
        for label in labels
        for value in values
    ]
    for about, pairs in _TOGETHER:
        for rows in (3, 20, 150):
            cells = columns(rng, rows, [_STT, *pairs, *rng.sample(_PLAIN, 2)])
            found.append(Labelled(about=about, is_leak=True, columns=cells))
    return found


def _school(rng: Random) -> str:
    return f"Trường {rng.choice(('THPT', 'THCS', 'Tiểu học'))} {rng.choice(draw.STREETS)}"


def _office(rng: Random) -> str:
    return f"{rng.choice(('UBND xã', 'Trạm y tế xã', 'Công an xã'))} {draw.commune(rng)}"


_INNOCENT: tuple[tuple[str, tuple[str, ...], tuple[Draw, ...]], ...] = (
    ("schools", ("Tên trường", "ten", "ten_truong"), (_school,)),
    (
        "streets",
        ("Tên đường", "tuyen_duong", "Đường/phố", "ten_pho"),
        (lambda rng: rng.choice(draw.STREETS), lambda rng: f"Đường {rng.choice(draw.STREETS)}"),
    ),
    ("honoured", ("ten", "Tên gọi"), (lambda rng: rng.choice(draw.STREETS[:13]),)),
    (
        "company tax codes",
        ("MST", "ma_so_thue", "Mã số doanh nghiệp"),
        (draw.tax_code, lambda rng: f"{draw.tax_code(rng)}-{rng.randrange(1, 20):03d}"),
    ),
    (
        "office telephones",
        ("Điện thoại cơ quan", "dien_thoai", "SĐT đơn vị", "Số máy bàn", "phone"),
        (
            draw.landline,
            lambda rng: f"0211 {rng.choice('36')}.{draw.digits(rng, 3)}.{draw.digits(rng, 3)}",
        ),
    ),
    (
        "hotlines",
        ("Đường dây nóng", "hotline", "Điện thoại trực"),
        (draw.mobile, lambda rng: f"1900{draw.digits(rng, 4)}"),
    ),
    (
        "role mailboxes",
        ("Email", "thu_dien_tu"),
        (
            lambda rng: f"vanthu{rng.randrange(99)}@so-mau.gov.vn",
            lambda rng: f"thpt.mau{rng.randrange(99)}@truong.edu.vn",
            lambda rng: f"info@congty{rng.randrange(99)}.example",
        ),
    ),
    (
        "parcels",
        ("Số thửa", "to_ban_do", "Thửa đất số"),
        (lambda rng: draw.digits(rng, 3), lambda rng: draw.digits(rng, 12)),
    ),
    (
        "project codes",
        ("Mã dự án", "ma_cong_trinh", "ma_ho_so", "Số giấy phép"),
        (
            lambda rng: f"026{rng.randrange(2)}25{draw.digits(rng, 6)}",
            lambda rng: draw.digits(rng, 12),
        ),
    ),
    (
        "random numbers",
        ("ma", "so", "F2"),
        (
            lambda rng: draw.digits(rng, 12),
            lambda rng: f"{rng.randrange(1, 10)}{draw.digits(rng, 13)}",
        ),
    ),
    ("barcodes", ("Mã vạch", "barcode"), (lambda rng: f"893{draw.digits(rng, 10)}",)),
    (
        "days of issue",
        ("Ngày cấp", "ngay_ban_hanh", "Ngày thành lập"),
        (_day("%d/%m/%Y", "other"), _day("%Y-%m-%d", "other")),
    ),
    ("decisions", ("Số quyết định", "van_ban"), (lambda rng: f"{rng.randrange(1, 4000)}/QĐ-UBND",)),
    (
        "money",
        ("Kinh phí", "von_dau_tu", "gia_tri"),
        (
            lambda rng: draw.digits(rng, 9),
            lambda rng: f"{rng.randrange(1, 999)}.{draw.digits(rng, 3)}.{draw.digits(rng, 3)}",
        ),
    ),
    ("addresses of offices", ("Địa chỉ", "dia_chi_tru_so"), (draw.home,)),
    (
        "companies",
        ("Chủ đầu tư", "don_vi", "Tên doanh nghiệp"),
        (lambda rng: f"Công ty TNHH {rng.choice(draw.GIVEN)} {rng.choice(draw.GIVEN)}", _office),
    ),
    (
        "treasury accounts",
        ("Tài khoản kho bạc", "ma_tai_khoan"),
        (lambda rng: draw.digits(rng, 12),),
    ),
    ("counts of accounts", ("Số tài khoản", "so_tai_khoan"), (draw.figure,)),
    ("boys at school", ("nam_sinh", "so_nam_sinh"), (draw.figure,)),
    ("statistics", ("Dân tộc", "Hộ nghèo", "Người khuyết tật", "so_nguoi_co_cong"), (draw.figure,)),
    (
        "diseases",
        ("benh", "ten_benh"),
        (lambda rng: rng.choice(("Cúm", "Sốt xuất huyết", "Tay chân miệng")),),
    ),
    (
        "places",
        ("ten_tinh", "noi"),
        (
            lambda rng: rng.choice(
                ("Hà Nội", "Hà Nam", "Cao Bằng", "Thái Bình", "Lâm Đồng", "Hòa Bình")
            ),
        ),
    ),
    ("stations", ("vi_do", "kinh_do"), (lambda rng: f"{21 + rng.random() / 2:.5f}",)),
    ("licences held by doctors", ("so_bac_si", "so_chung_chi"), (draw.figure,)),
    ("staff", ("so_hoc_sinh", "so_giao_vien", "so_nguoi"), (draw.figure,)),
    (
        "moments",
        ("thoi_gian",),
        (lambda rng: f"2025-10-{rng.randrange(1, 29):02d}T{rng.randrange(24):02d}:00:00+07:00",),
    ),
    (
        "chemicals",
        ("ten_khoa_hoc", "cong_thuc"),
        (lambda rng: rng.choice(("Oryza sativa", "Zea mays", "C2H5OH")),),
    ),
)


def innocents(rng: Random) -> list[Labelled]:
    """Every temptation below every label, beside the name of an office or a school."""
    return [
        Labelled(
            about=f"{about}: {label}",
            is_leak=False,
            columns=columns(
                rng,
                rng.choice((6, 30, 200)),
                [_STT, ("co_so", rng.choice((_school, _office))), (label, value), *_PLAIN[:3]],
            ),
        )
        for about, labels, values in _INNOCENT
        for label in labels
        for value in values
        for _ in range(2)
    ]
