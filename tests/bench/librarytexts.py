"""Names, titles and texts of a province's recordings, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import accumulate

from server.library.search.document import Piece

LESSONS: Mapping[str, tuple[str, ...]] = {
    "语文": (
        *("古诗三首", "花的学校", "不懂就要问", "秋天的雨", "荷花"),
        *("燕子", "赵州桥", "海底世界", "坐井观天", "小蝌蚪找妈妈"),
        *("圆明园的毁灭", "草船借箭", "少年闰土", "背影", "荷塘月色"),
        *("桃花源记", "岳阳楼记", "口语交际", "习作指导", "看图写话"),
    ),
    "数学": (
        *("分数的初步认识", "分数乘法", "真分数和假分数", "小数的意义"),
        *("长方形的周长", "三角形的内角和", "圆的面积", "乘法口诀"),
        *("两位数加两位数", "平均数", "条形统计图", "一次函数的图象"),
        *("二次函数", "全等三角形", "勾股定理", "一元一次方程"),
    ),
    "英语": (
        *("My school", "My week", "How do you feel", "At the zoo"),
        *("Colours", "My friends", "Seasons", "Weather report"),
        *("Shopping day", "Amazing animals", "In a nature park", "What would you like", "Days of the week"),
    ),
    "科学": (
        *("植物的光合作用", "水的循环", "声音的产生", "简单电路"),
        *("磁铁的性质", "种子发芽", "岩石与土壤", "太阳系"),
    ),
    "物理": ("牛顿第二定律", "光的折射", "浮力", "欧姆定律", "杠杆", "声音的特性", "机械能守恒"),
    "化学": ("水的电解", "二氧化碳的制取", "酸碱中和反应", "金属的化学性质", "质量守恒定律", "元素周期表"),
    "道德与法治": ("中华民族一家亲", "我们的国家机构", "规则守护成长", "网络新世界", "公民的权利和义务"),
    "音乐": ("茉莉花", "草原上", "让我们荡起双桨", "欢乐颂", "牧歌"),
    "美术": ("剪纸", "水墨游戏", "家乡的桥", "线条的魅力", "民间玩具"),
    "历史": ("秦统一中国", "丝绸之路", "贞观之治", "鸦片战争", "辛亥革命", "新航路的开辟"),
    "地理": ("中国的地形", "世界的气候", "黄河的治理", "地球的运动", "人口与民族"),
}
_KINDS = (
    "",
    "",
    "第一课时",
    "第二课时",
    "练习课",
    "复习课",
    "公开课",
    "（同步课堂）",
    "单元整理",
    "试卷讲评",
)
_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
_GIVEN = "文静建国丽华秀兰志强晓燕立敏芳伟娜军洁涛明超霞平刚桂英玉梅红波斌婷雪慧琳琪娟艳倩宁博鑫浩然子轩欣怡"
_TOWNS = "松柳石清云青白龙凤金银东西南北新平安泰和长永大小上下高桥溪河湖山岭坪门湾塘沙泉林田井台关口"
#: Characters of teaching, the more frequent first.
_LETTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就"
    "分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少"
    "图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世"
    "金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确"
    "才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
)
_SUBJECT_WORDS: Mapping[str, tuple[str, ...]] = {
    subject: tuple(title[at : at + 2] for title in titles for at in range(0, len(title) - 1, 2))
    for subject, titles in LESSONS.items()
}


class Texts:
    """Makes names and texts; each recording's words are about its lesson."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._words = [self._word() for _ in range(8_000)]
        # As in any language, a few words make up most of a text.
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))

    def teacher(self) -> str:
        given = "".join(self.random.choices(_GIVEN, k=self.random.choice((1, 2, 2))))
        return self.random.choice(_SURNAMES) + given

    def town(self) -> str:
        return "".join(self.random.sample(_TOWNS, 2))

    def title(self, subject: str) -> str:
        return f"{self.random.choice(LESSONS[subject])} {self.random.choice(_KINDS)}".strip()

    def text(self, subject: str, words: int) -> str:
        """So many words of two characters, a third of them the subject's."""
        chosen = self.random.choices(self._words, cum_weights=self._weights, k=words)
        own = _SUBJECT_WORDS[subject]
        return "".join(self.random.choice(own) if at % 3 == 0 else word for at, word in enumerate(chosen))

    def pieces(self, subject: str) -> list[Piece]:
        """What was shown, asked and written in one lesson: some 450 characters."""
        slides = [Piece("slide", at * 200_000, self.text(subject, 20)) for at in range(8)]
        chat = [Piece("chat", at * 300_000, self.text(subject, 5)) for at in range(6)]
        asked = [Piece("question", at * 900_000, self.text(subject, 12) + "？") for at in range(2)]
        return [*asked, *slides, *chat]

    def _word(self) -> str:
        first, second = (min(int(self.random.expovariate(1 / 150)), len(_LETTERS) - 1) for _ in range(2))
        return _LETTERS[first] + _LETTERS[second]
