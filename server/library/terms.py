"""The closed lists that resources are described with, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh-CN", "en"]
#: What something is called, and what that means.
Said = tuple[str, str]
#: By value, in both languages, in the order of the lists.
Terms = Mapping[str, tuple[Said, Said]]

LICENCES: Terms = {
    "all_rights": (
        ("保留所有权利", "他人使用前须征得作者同意。"),
        ("All rights reserved", "Others ask the author before they use it."),
    ),
    "teaching": (
        ("仅限教学使用", "学校可用于课堂教学和教研，不得用于商业用途。"),
        ("For teaching", "Schools may use it in lessons and in teaching research, nobody for profit."),
    ),
    "cc_by": (
        ("知识共享 署名（CC BY 4.0）", "可以自由使用和改编，须注明作者。"),
        ("Creative Commons BY 4.0", "Use and change it freely; name the author."),
    ),
    "cc_by_sa": (
        ("知识共享 署名-相同方式共享（CC BY-SA 4.0）", "可以使用和改编，须注明作者，并以相同方式共享。"),
        ("Creative Commons BY-SA 4.0", "Use and change it; name the author and share alike."),
    ),
    "cc_by_nc": (
        ("知识共享 署名-非商业性使用（CC BY-NC 4.0）", "可以使用和改编，须注明作者，不得用于商业用途。"),
        ("Creative Commons BY-NC 4.0", "Use and change it, not for profit; name the author."),
    ),
    "cc_by_nc_nd": (
        ("知识共享 署名-非商业-禁止演绎（CC BY-NC-ND 4.0）", "可以原样使用，须注明作者，不得商用或改编。"),
        ("Creative Commons BY-NC-ND 4.0", "Use it as it is, not for profit; name the author."),
    ),
    "cc0": (
        ("公共领域（CC0）", "作者放弃权利，任何人可自由使用。"),
        ("Public domain (CC0)", "The author waives all rights."),
    ),
}

_YEARS_ZH = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")
GRADES: Terms = {
    "kindergarten": (("幼儿园", ""), ("Kindergarten", "")),
    **{str(n): ((name, ""), (f"Grade {n}", "")) for n, name in enumerate(_YEARS_ZH, 1)},
    "10": (("高一", ""), ("Grade 10", "")),
    "11": (("高二", ""), ("Grade 11", "")),
    "12": (("高三", ""), ("Grade 12", "")),
    "mixed": (("复式班", "几个年级同堂上课。"), ("Mixed grades", "Several grades in one class.")),
    "teachers": (("教师研修", "面向教师。"), ("Teachers", "For teachers.")),
}

LANGUAGES: Terms = {
    "zh-CN": (("普通话", ""), ("Chinese", "")),
    "mn": (("蒙古语", ""), ("Mongolian", "")),
    "ug": (("维吾尔语", ""), ("Uyghur", "")),
    "bo": (("藏语", ""), ("Tibetan", "")),
    "kk": (("哈萨克语", ""), ("Kazakh", "")),
    "ko": (("朝鲜语", ""), ("Korean", "")),
    "en": (("英语", ""), ("English", "")),
    "other": (("其他语言", ""), ("Another language", "")),
}

FORMS: Terms = {
    "synchronous": (
        ("同步课堂", "城乡课堂同上一堂课。"),
        ("Synchronous", "One lesson in several classrooms."),
    ),
    "delivered": (
        ("专递课堂", "整门课程送到缺教师的学校。"),
        ("Delivered", "A course for schools without a teacher."),
    ),
    "master_teacher": (
        ("名师课堂", "名师公开课。"),
        ("Master teacher", "A well-known teacher's open lesson."),
    ),
    "broadcast": (
        ("名校网络课堂", "面向众多班级直播。"),
        ("Broadcast", "One way, to very many."),
    ),
    "research": (
        ("网络教研", "教师共同研修。"),
        ("Teaching research", "Teachers among themselves."),
    ),
    "observation": (
        ("集体观摩", "共同观看录像并讨论。"),
        ("Observation", "A recording watched and discussed together."),
    ),
}

SCOPES: Terms = {
    "private": (("未发布", ""), ("Not published", "")),
    "class": (("本班", ""), ("Class", "")),
    "school": (("本校", ""), ("School", "")),
    "county": (("全县（区）", ""), ("County", "")),
    "city": (("全市", ""), ("City", "")),
    "province": (("全省（区）", ""), ("Province", "")),
    "public": (("公开", ""), ("Public", "")),
}

SUBJECTS = (
    *("语文", "数学", "英语", "道德与法治", "思想政治", "科学", "物理", "化学", "生物", "历史", "地理"),
    *("音乐", "美术", "艺术", "体育与健康", "信息科技", "劳动", "综合实践", "书法", "心理健康"),
)


def label(terms: Terms, value: str, language: Language) -> str:
    """What a value is called; a value of no list is its own name."""
    if value not in terms:
        return value
    zh, en = terms[value]
    return en[0] if language == "en" else zh[0]


def both(terms: Terms, value: str) -> str:
    """Both names of a value, to be searched by either."""
    return " ".join(said[0] for said in terms[value]) if value in terms else value
