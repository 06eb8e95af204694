"""The errors of comments, rubrics, rounds, clips and reels."""

from __future__ import annotations

from server.web.wording import Wording

REVIEW_ERRORS: dict[str, Wording] = {
    "no_such_comment": Wording(
        404,
        ("没有这条评论，或您无权查看。", "请刷新评论列表。"),
        ("There is no such comment for you.", "Load the comments again."),
    ),
    "too_many_comments": Wording(
        409,
        ("这个录像的评论，或您在这里的评论，已达上限。", "请修改已有的评论，不必再加新的。"),
        (
            "The recording, or you in it, has as many comments as may be.",
            "Change one of yours instead.",
        ),
    ),
    "bad_span": Wording(
        422,
        ("起止时间不正确。", "结束时间应晚于开始时间，并且在录像之内。"),
        ("The span is not right.", "Its end must lie after its beginning, within the recording."),
    ),
    "cannot_mention": Wording(
        422,
        ("被提到的人无权观看这个录像。", "请从提示的名单中选择。"),
        ("Somebody who is mentioned may not watch the recording.", "Choose from the names that are offered."),
    ),
    "no_such_rubric": Wording(
        404,
        ("没有这份量表，或您无权查看。", "请从列表中选择。"),
        ("There is no such rubric for you.", "Choose one from the list."),
    ),
    "too_many_rubrics": Wording(
        409,
        ("您的量表太多了。", "请先删除不再使用的量表。"),
        ("You have too many rubrics.", "Delete some that you no longer use."),
    ),
    "no_such_round": Wording(
        404,
        ("没有这次评课，或您不是其成员。", "请从评课列表中选择。"),
        ("There is no such review round for you.", "Choose one from your list."),
    ),
    "no_such_person": Wording(
        422,
        ("所选人员不存在或已停用。", "请重新选择。"),
        ("Somebody who was chosen does not exist or is locked.", "Choose again."),
    ),
    "too_many_in_round": Wording(
        422,
        ("一次评课的录像或成员太多。", "请分成几次评课。"),
        ("The round has too many recordings or members.", "Make several rounds."),
    ),
    "too_many_rounds": Wording(
        409,
        ("您发起的评课，或这个录像所在的评课，已达上限。", "请先删除不再需要的评课。"),
        ("You have made, or the recording is in, as many rounds as may be.", "Delete some no longer needed."),
    ),
    "round_begun": Wording(
        409,
        ("已有人提交评分，录像和成员不能再减少。", "可以新增录像或成员，或新建一次评课。"),
        (
            "Somebody has submitted scores: no recording or member can be taken out.",
            "Add some, or make a new round.",
        ),
    ),
    "round_over": Wording(
        409,
        ("这次评课已经截止。", "需要时请联系组织者延长时间。"),
        ("The round is over.", "Ask whoever organises it for more time."),
    ),
    "round_blind": Wording(
        409,
        ("盲评还没有结束，暂时看不到别人的评分。", "全部成员提交或截止之后再来查看。"),
        (
            "The round is blind: the others' scores are not shown yet.",
            "Come back when all have submitted or the deadline has passed.",
        ),
    ),
    "bad_score": Wording(
        422,
        ("评分超出了该项的分值，或不属于这份量表。", "请按量表的分值评分。"),
        ("A score is beyond its item's weight, or of no item.", "Score by the rubric."),
    ),
    "sheet_incomplete": Wording(
        422,
        ("还有项目没有评分。", "请给每一项评分后再提交。"),
        ("Some items have no score yet.", "Score each item, then submit."),
    ),
    "sheet_submitted": Wording(
        409,
        ("评分已经提交，不能再修改。", "如有错误，请联系组织者退回。"),
        ("The scores are submitted and can't be changed.", "Ask the organiser to give them back."),
    ),
    "no_such_clip": Wording(
        404,
        ("没有这个片段，或您无权查看。", "请向分享者索取新的链接。"),
        ("There is no such clip for you.", "Ask whoever shared it for a new link."),
    ),
    "clip_too_long": Wording(
        422,
        ("片段太长。", "请缩短片段，或分成几段。"),
        ("The clip is too long.", "Make it shorter, or cut several."),
    ),
    "too_many_clips": Wording(
        409,
        ("您的片段太多了。", "请先删除不再需要的片段。"),
        ("You have too many clips.", "Delete some that you no longer need."),
    ),
    "too_many_reels": Wording(
        409,
        ("您的集锦太多了。", "请先删除不再需要的集锦。"),
        ("You have too many reels.", "Delete some that you no longer need."),
    ),
    "too_many_in_reel": Wording(
        422,
        ("一个集锦里的片段太多。", "请分成几个集锦。"),
        ("The reel has too many clips.", "Make several reels."),
    ),
    "too_many_links": Wording(
        409,
        ("分享链接太多。", "请先收回不再需要的链接。"),
        ("There are too many links to it.", "Take some back that are no longer needed."),
    ),
    "no_such_reel": Wording(
        404,
        ("没有这个集锦，或您无权查看。", "请从列表中选择。"),
        ("There is no such reel for you.", "Choose one from your list."),
    ),
    "link_gone": Wording(
        410,
        ("链接已过期或被收回。", "请向分享者索取新的链接。"),
        ("The link has expired or was taken back.", "Ask whoever shared it for a new one."),
    ),
}
