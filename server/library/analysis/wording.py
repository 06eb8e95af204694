"""What the sheets of an analysis say, in both languages."""

from __future__ import annotations

NAMES = {
    "zh-CN": {
        "overview": "总览",
        "classrooms": "各教室",
        "minutes": "逐分钟",
        "st": "S-T 采样",
        "how": "计算方法",
    },
    "en": {
        "overview": "Overview",
        "classrooms": "Classrooms",
        "minutes": "By minute",
        "st": "S-T samples",
        "how": "How computed",
    },
}
HEADS = {
    "zh-CN": {
        "overview": ("项目", "数值"),
        "classrooms": (
            "教室",
            "学校",
            "在场（秒）",
            "被点名（次）",
            "发言权（秒）",
            "发声（秒）",
            "上台占比（%）",
            "举手（次）",
            "举手后被点名（次）",
            "等待中位数（秒）",
            "最长等待（秒）",
            "答题（道）",
            "答对",
            "可判对错的答案",
            "板书笔画",
            "留言",
        ),
        "minutes": ("开始（分）", "仅教师（秒）", "仅学生（秒）", "同时（秒）", "静默（秒）", "不明（秒）"),
        "st": ("序号", "开始（秒）", "行为", "T 累计", "S 累计"),
        "how": ("指标", "计算方法"),
    },
    "en": {
        "overview": ("Figure", "Value"),
        "classrooms": (
            "Classroom",
            "School",
            "Present (s)",
            "Called on",
            "Had the floor (s)",
            "Heard (s)",
            "On stage (%)",
            "Hands raised",
            "Hands called on",
            "Median wait (s)",
            "Longest wait (s)",
            "Questions answered",
            "Right",
            "Answers that can be told",
            "Marks on the board",
            "Messages",
        ),
        "minutes": (
            "From (min)",
            "Teacher alone (s)",
            "Pupils alone (s)",
            "Both (s)",
            "Silence (s)",
            "Unknown (s)",
        ),
        "st": ("No.", "From (s)", "Behaviour", "T so far", "S so far"),
        "how": ("Figure", "How it was computed"),
    },
}
LABELS = {
    "zh-CN": {
        "title": "课题",
        "duration": "时长（秒）",
        "teacher": "仅教师说话（秒）",
        "pupils": "仅学生说话（秒）",
        "both": "同时说话（秒）",
        "silence": "静默（秒）",
        "unknown": "不明（秒）",
        "rt": "教师行为占有率 Rt",
        "ch": "行为转换率 Ch",
        "n": "采样数 N",
        "runs": "连续段数 g",
        "type": "教学模式",
        "stage": "教师上台占比（%）",
        "questions": "提问（道）",
    },
    "en": {
        "title": "Lesson",
        "duration": "Length (s)",
        "teacher": "Teacher alone heard (s)",
        "pupils": "Pupils alone heard (s)",
        "both": "Both heard (s)",
        "silence": "Silence (s)",
        "unknown": "Unknown (s)",
        "rt": "Teacher's share Rt",
        "ch": "Rate of change Ch",
        "n": "Samples N",
        "runs": "Runs g",
        "type": "Type of teaching",
        "stage": "Teacher on stage (%)",
        "questions": "Questions asked",
    },
}
TYPES = {
    "zh-CN": {"practice": "练习型", "lecture": "讲授型", "dialogue": "对话型", "mixed": "混合型"},
    "en": {"practice": "practice", "lecture": "lecture", "dialogue": "dialogue", "mixed": "mixed"},
}
HOW = {
    "zh-CN": (
        (
            "说话",
            "每 100 毫秒取各话筒的音量（RTP 音频电平，RFC 6464）；比本底噪声高 12 dB 且不低于 -50 "
            "dBov 算有人声；"
            "500 毫秒以内的停顿连成一段，不足 200 毫秒的声音不计。",
        ),
        (
            "教师与学生",
            "主讲话筒算教师，听课教室和学生镜头的话筒算学生；坐在主讲教室、没有单独话筒的学生会算进教师。",
        ),
        (
            "S-T 采样",
            "20 分钟以上的课每 30 秒采样一次（10 分钟以上 15 秒，更短 10 秒）；一段内教师讲解（2 "
            "秒内换气算连续）、"
            "板书、翻页或放视频占一半以上记 T，否则记 S。",
        ),
        ("Rt", "教师行为占有率 Rt = T 的个数 / N。"),
        ("Ch", "行为转换率 Ch = (g - 1) / N，g 为连续相同行为的段数。"),
        (
            "教学模式",
            "Ch >= 0.4 为对话型；否则 Rt <= 0.3 为练习型，Rt >= 0.7 为讲授型，其余为混合型。"
            "（傅德荣、章慧敏《教育信息处理》，北京师范大学出版社，2001）",
        ),
        ("等待", "从举手到被点名的时间；没有被点名的举手不计入。中位数取排序后居中偏前的一个。"),
        ("上台", "该教室的摄像头在主画面上的时间除以课的时长。"),
        ("答题", "手机、教室整体作答和清点的举手各算一个答案；只有有标准答案的题能判对错。"),
    ),
    "en": (
        (
            "Speech",
            "The level of each microphone every 100 ms (RTP audio level, RFC 6464); 12 dB above the "
            "room's noise and at least "
            "-50 dBov counts as a voice; pauses up to 500 ms are bridged, sounds under 200 ms left out.",
        ),
        (
            "Teacher and pupils",
            "The teacher's microphone is the teacher; those of classrooms and of cameras on pupils "
            "are pupils. "
            "Pupils who sit with the teacher without a microphone of their own count as the teacher.",
        ),
        (
            "S-T samples",
            "A lesson of 20 minutes or more is sampled every 30 s (from 10 minutes every 15 s, below "
            "every 10 s); a sample is T "
            "if the teacher speaks (breaths up to 2 s bridged), writes, turns pages or plays a film "
            "for at least half of it, else S.",
        ),
        ("Rt", "Rt = number of T / N."),
        ("Ch", "Ch = (g - 1) / N, where g is the number of unbroken runs."),
        (
            "Type of teaching",
            "Ch >= 0.4 is dialogue; else Rt <= 0.3 is practice, Rt >= 0.7 is lecture, the rest is mixed. "
            "(Fu Derong, Zhang Huimin: Educational Information Processing, Beijing Normal University "
            "Press, 2001)",
        ),
        (
            "Waits",
            "From a raised hand to being called on; hands that were not called on are left out. "
            "The median is the lower of the two middle ones.",
        ),
        ("On stage", "The time in which the classroom's camera had the stage, of the lesson's length."),
        (
            "Answers",
            "A telephone's, a class's as one and each counted hand is one answer; only questions "
            "with a right answer can be told.",
        ),
    ),
}
