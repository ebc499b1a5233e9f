"""Draws of what stands in cells: of synthetic persons, and of offices and things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

Draw = Callable[[Random], str]

FAMILIES = [
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Trần",
    "Lê",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Đào",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Hữu",
    "Minh",
    "Quốc",
    "Thanh",
    "Ngọc",
    "Xuân",
    "Thu",
    "Đình",
    "Công",
    "Bá",
    "Kim",
    "Hồng",
    "Thế",
]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Cường",
    "Dung",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiền",
    "Hòa",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Ngân",
    "Oanh",
    "Phúc",
    "Phương",
    "Quân",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thắng",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuấn",
    "Tùng",
    "Vân",
    "Yến",
]
PROVINCES = ("026", "026", "026", "025", "017", "001", "019", "034", "038", "040")
STREETS = [
    "Nguyễn Trãi",
    "Trần Phú",
    "Lê Lợi",
    "Ngô Quyền",
    "Lý Thường Kiệt",
    "Hai Bà Trưng",
    "Nguyễn Viết Xuân",
    "Lê Xoay",
    "Trần Hưng Đạo",
    "Phan Bội Châu",
    "Ngô Gia Tự",
    "Nguyễn Thái Học",
    "Lê Hồng Phong",
    "Quang Trung",
    "Mê Linh",
    "Kim Ngọc",
    "Trần Quốc Tuấn",
    "Phạm Văn Đồng",
    "Nguyễn Tất Thành",
    "Hoàng Diệu",
    "Võ Thị Sáu",
    "Lê Duẩn",
]
COMMUNES = [
    "Vĩnh Yên",
    "Tam Đảo",
    "Bình Xuyên",
    "Lập Thạch",
    "Sông Lô",
    "Yên Lạc",
    "Tam Dương",
    "Thổ Tang",
    "Hải Lựu",
]
BANKS = ("Ngân hàng Mẫu Một", "Ngân hàng Mẫu Hai", "NH Mẫu Ba")


def name(rng: Random) -> str:
    middles = rng.sample(MIDDLES, rng.choice((1, 1, 1, 2)))
    return " ".join((rng.choice(FAMILIES), *middles, rng.choice(GIVEN)))


def digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def identity(rng: Random) -> str:
    born = rng.randrange(1945, 2010)
    sex = rng.randrange(2) + 2 * (born >= 2000)
    return f"{rng.choice(PROVINCES)}{sex}{born % 100:02d}{digits(rng, 6)}"


def mobile(rng: Random) -> str:
    prefix = rng.choice(("32", "35", "38", "70", "77", "81", "86", "90", "91", "97", "98"))
    return f"0{prefix}{digits(rng, 7)}"


def landline(rng: Random) -> str:
    return f"0211{rng.choice('36')}{digits(rng, 6)}"


def birth_day(rng: Random) -> date:
    return date(1950, 1, 1) + timedelta(days=rng.randrange(22_000))


def recent_day(rng: Random) -> date:
    return date(2016, 1, 1) + timedelta(days=rng.randrange(3_400))


def tax_code(rng: Random, first: str = "25") -> str:
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    while True:
        nine = first + digits(rng, 9 - len(first))
        check = 10 - sum(w * int(d) for w, d in zip(weights, nine, strict=True)) % 11
        if check < 10 and int(nine[2:]):
            return f"{nine}{check}"


def card(rng: Random) -> str:
    start = "9704" + digits(rng, 11)
    total = 0
    for place, digit in enumerate(reversed(start)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{start}{-total % 10}"


def plate(rng: Random) -> str:
    return rng.choice(
        (
            f"88A-{digits(rng, 3)}.{digits(rng, 2)}",
            f"88-H{rng.randrange(1, 9)} {digits(rng, 5)}",
            f"19C-{digits(rng, 5)}",
            f"88{rng.choice('BCD')}1-{digits(rng, 3)}.{digits(rng, 2)}",
        )
    )


def health_card(rng: Random) -> str:
    return f"{rng.choice(('HN', 'GD', 'DN', 'TE', 'HS'))}{rng.randrange(1, 6)}26{digits(rng, 10)}"


def home(rng: Random) -> str:
    return rng.choice(
        (
            f"Số {rng.randrange(1, 300)}, đường {rng.choice(STREETS)}, {rng.choice(COMMUNES)}",
            f"Thôn {rng.randrange(1, 12)}, xã {rng.choice(COMMUNES)}",
            f"Xóm {rng.choice(('Đông', 'Đoài', 'Giữa', 'Chùa'))}, xã {rng.choice(COMMUNES)}",
            f"Tổ dân phố {rng.randrange(1, 9)}, phường {rng.choice(COMMUNES)}",
        )
    )


def mail(rng: Random) -> str:
    family, given = (
        rng.choice(("nguyen", "tran", "pham", "le", "vu")),
        rng.choice(("an", "lan", "hung")),
    )
    return f"{given}.{family}{rng.randrange(1950, 2010)}@thu-ca-nhan.example"


def commune(rng: Random) -> str:
    return rng.choice(COMMUNES)


def figure(rng: Random) -> str:
    return str(rng.randrange(5, 9000))


def share(rng: Random) -> str:
    return f"{rng.random() * 100:.1f}"
