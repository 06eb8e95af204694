"""The names of the demonstration's world: a city, a county, four schools, six people, a day's timetable."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from server.data.ids import LENGTH
from server.data.models import Duty, ScopeKind


def demo_id(name: str) -> str:
    """The same id for the same name each time, so that seeding twice finds what is there."""
    digest = hashlib.sha256(f"tongke demo {name}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def demo_password(secret: str) -> str:
    """One password for all demonstration accounts; every installation has another one."""
    digest = base64.b32encode(_derived(secret, "demo password")).decode().lower()
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def demo_key(secret: str, classroom: str) -> str:
    """The key in the link of a classroom's terminal."""
    return base64.urlsafe_b64encode(_derived(secret, f"demo terminal {classroom}")).decode().rstrip("=")


def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class DemoSchool:
    key: str
    name: str
    region: str
    classroom: str
    kind: str
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`place` is the key of a school or of a region."""

    login: str
    name: str
    title: str
    duty: Duty
    scope: ScopeKind
    place: str


REGIONS = (("qinghe", None, "city", "清河市"), ("yunling", "qinghe", "county", "云岭县"))

SCHOOLS = (
    DemoSchool("shiyan", "清河市实验小学", "qinghe", "同步课堂主讲教室", "master"),
    DemoSchool("songping", "松坪中心小学", "yunling", "松坪三年级(1)班", "rural"),
    DemoSchool("liuxi", "柳溪小学", "yunling", "柳溪三年级", "rural"),
    DemoSchool("shimen", "石门教学点", "yunling", "石门复式班", "rural", centre="songping"),
)

PEOPLE = (
    DemoPerson("li", "李文静", "主讲教师 master teacher", Duty.TEACHER, ScopeKind.SCHOOL, "shiyan"),
    DemoPerson("wang", "王芳", "辅助教师 assistant", Duty.ASSISTANT, ScopeKind.SCHOOL, "songping"),
    DemoPerson("ma", "马建国", "辅助教师 assistant", Duty.ASSISTANT, ScopeKind.SCHOOL, "liuxi"),
    DemoPerson("yang", "杨秀兰", "辅助教师 assistant", Duty.ASSISTANT, ScopeKind.SCHOOL, "shimen"),
    DemoPerson("chen", "陈立", "教研员 researcher", Duty.RESEARCHER, ScopeKind.REGION, "qinghe"),
    DemoPerson("zhou", "周敏", "管理员 administrator", Duty.ADMINISTRATOR, ScopeKind.REGION, "qinghe"),
)

TEACHER = "li"
PAIRING = "实验小学结对帮扶云岭县"
COURSE = "三年级语文同步课堂"
SUBJECT = "语文"

#: What the recordings are described with in the library; tags by the lesson's title.
GRADE = "3"
CURRICULUM = "统编版 三年级上册"
TAGS = {
    "古诗三首": ("古诗", "李白", "诵读"),
    "花的学校": ("散文诗", "泰戈尔", "想象"),
    "不懂就要问": ("阅读策略", "人物"),
    "秋天的雨": ("写景", "比喻"),
    "听听，秋天的声音": ("现代诗", "朗读"),
    "大自然的声音": ("写景", "想象"),
}
OTHER_TAGS = ("语文",)
COLLECTION = "三年级语文同步课堂精选"

#: Beginning (hour, minute) and title; a lesson takes 40 minutes.
TIMETABLE = (
    (8, 30, "古诗三首"),
    (9, 20, "花的学校"),
    (10, 20, "不懂就要问"),
    (14, 0, "秋天的雨"),
    (14, 50, "听听，秋天的声音"),
)
AROUND_NOW = "大自然的声音"
LESSON_MINUTES = 40


def rural_schools() -> tuple[DemoSchool, ...]:
    return tuple(school for school in SCHOOLS if school.kind == "rural")
