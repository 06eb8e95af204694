/**
 * What is said of every error of the lesson's conversation, by language and code.
 *
 * Generated from signaling/errors.py and the tools' rules by `python scripts/protocol.py`: change it there.
 */
interface Words {
  text: string
  todo: string
}

export const ERROR_WORDS: Record<string, Record<string, Words>> = {
  "zh-CN": {
    "too_large": {
      "text": "消息过大，服务器无法读取。",
      "todo": "请刷新页面。"
    },
    "malformed": {
      "text": "消息格式错误。",
      "todo": "请刷新页面。"
    },
    "unknown_message": {
      "text": "服务器不认识这种消息。",
      "todo": "请刷新页面：页面版本可能过旧。"
    },
    "invalid_message": {
      "text": "消息内容不完整或有误。",
      "todo": "请刷新页面：页面版本可能过旧。"
    },
    "wrong_state": {
      "text": "消息顺序有误：应先加入课堂，且只加入一次。",
      "todo": "请刷新页面。"
    },
    "too_many": {
      "text": "操作过于频繁。",
      "todo": "请稍等几秒再试。"
    },
    "ticket_expired": {
      "text": "入场凭证已过期。",
      "todo": "请从课程表重新进入课堂。"
    },
    "ticket_foreign": {
      "text": "入场凭证属于另一节课。",
      "todo": "请从课程表重新进入课堂。"
    },
    "ticket_invalid": {
      "text": "入场凭证无效。",
      "todo": "请从课程表重新进入课堂。"
    },
    "unknown_lesson": {
      "text": "没有这节课。",
      "todo": "请查看课程表。"
    },
    "database_gone": {
      "text": "服务器暂时无法访问数据库。",
      "todo": "请几秒后重试；正在进行的课程不受影响。"
    },
    "room_full": {
      "text": "课堂人数已满。",
      "todo": "请联系管理员调整上限，或稍后再试。"
    },
    "lesson_waiting": {
      "text": "课程尚未开始。",
      "todo": "请等待教师开始上课。"
    },
    "lesson_live": {
      "text": "课程已经开始。",
      "todo": "无需操作。"
    },
    "lesson_over": {
      "text": "课程已经结束。",
      "todo": "可在资源库中观看回放。"
    },
    "not_allowed": {
      "text": "您在本节课中的身份不能进行此操作。",
      "todo": "请由主讲教师操作。"
    },
    "unknown_member": {
      "text": "课堂中没有这位成员。",
      "todo": "请从在场成员中选择。"
    },
    "not_a_classroom": {
      "text": "只能请听课课堂发言。",
      "todo": "请选择一间听课课堂。"
    },
    "unknown_source": {
      "text": "您没有发布这一路画面。",
      "todo": "请先发布。"
    },
    "same_kind_twice": {
      "text": "同一种画面重复发布。",
      "todo": "摄像头、屏幕、板书摄像头、学生摄像头每种最多发布一路。"
    },
    "trackless_source": {
      "text": "发布的画面既无声音也无图像。",
      "todo": "请检查摄像头和麦克风后重新发布。"
    },
    "stale_negotiation": {
      "text": "应答对应的媒体协商已被取代。",
      "todo": "请应答最新的一次协商。"
    },
    "no_worker": {
      "text": "媒体服务暂时不可用。",
      "todo": "正在自动重启，请几秒后再试。"
    },
    "bad_sdp": {
      "text": "媒体描述无法解析。",
      "todo": "请刷新页面；如仍失败，请使用新版 Chrome、Edge 或 Chromium 浏览器。"
    },
    "no_codec": {
      "text": "没有可用的编码格式。",
      "todo": "请使用 H.264、VP9 或 VP8 视频以及 Opus 音频。"
    },
    "overloaded": {
      "text": "媒体服务负载已满。",
      "todo": "请稍后再试，或联系管理员增加媒体服务。"
    },
    "media_failed": {
      "text": "媒体服务未能完成此操作。",
      "todo": "请刷新页面。"
    },
    "disk_full": {
      "text": "磁盘空间已满：录制已停止，课程可继续进行。",
      "todo": "请联系技术人员清理空间，之后录制会自动恢复。"
    },
    "disk_low": {
      "text": "磁盘空间不足：本节课没有录制，课程可继续进行。",
      "todo": "请联系技术人员清理空间，之后会自动开始录制。"
    },
    "write_failed": {
      "text": "录制文件无法写入，课程可继续进行。",
      "todo": "请联系技术人员检查磁盘。"
    },
    "queue_full": {
      "text": "磁盘写入过慢，部分录制内容缺失。",
      "todo": "请联系技术人员检查磁盘。"
    },
    "camera_away": {
      "text": "有一台摄像机没有信号，课程可继续进行。",
      "todo": "恢复后会自动接入；如一直没有画面，请联系技术人员。"
    },
    "worker_lost": {
      "text": "录制中断：媒体服务正在重启。",
      "todo": "无需操作，录制会自动恢复。"
    },
    "terminal_revoked": {
      "text": "这台终端已被停用。",
      "todo": "如需继续使用，请重新登记。"
    },
    "terminal_moved": {
      "text": "这台终端已改到另一间教室。",
      "todo": "无需操作，终端会自动进入新教室。"
    },
    "displaced": {
      "text": "本席位已在另一处打开。",
      "todo": "请在那里继续，或刷新本页回到这里。"
    },
    "idle": {
      "text": "长时间没有收到此页面的消息。",
      "todo": "页面会自动重新连接。"
    },
    "too_slow": {
      "text": "网络过慢，无法及时接收课堂消息。",
      "todo": "页面会自动重新连接；如反复出现，请检查网络。"
    },
    "left": {
      "text": "您已离开课堂。",
      "todo": "无需操作。"
    },
    "server_stopping": {
      "text": "服务器正在重启。",
      "todo": "页面会自动重新连接。"
    },
    "page_gone": {
      "text": "这一页白板已被删除。",
      "todo": "请在其他页上书写。"
    },
    "surface_gone": {
      "text": "所批注的内容已不再展示。",
      "todo": "请在当前画面上重新书写。"
    },
    "may_not_write": {
      "text": "本课堂现在不能在白板上书写。",
      "todo": "请举手，被请上台后即可书写。"
    },
    "not_your_mark": {
      "text": "这是别人写的内容。",
      "todo": "只有主讲教师可以擦除。"
    },
    "surface_full": {
      "text": "这一页已经写满。",
      "todo": "请添加新页，或擦除部分内容。"
    },
    "board_full": {
      "text": "本节课的书写内容已达上限。",
      "todo": "请清空不再需要的页面。"
    },
    "too_many_board_pages": {
      "text": "白板页数已达上限。",
      "todo": "请删除不再需要的页面。"
    },
    "board_text_too_long": {
      "text": "文字过长。",
      "todo": "请缩短，或分成几段书写。"
    },
    "stroke_too_long": {
      "text": "这一笔过长。",
      "todo": "请适时抬笔。"
    },
    "bad_drawing": {
      "text": "无法识别所绘内容。",
      "todo": "请刷新页面：页面版本可能过旧。"
    },
    "document_gone": {
      "text": "本节课没有这份课件：尚未处理完，或已被删除。",
      "todo": "请从列表中另选一份。"
    },
    "no_such_page": {
      "text": "课件没有这一页。",
      "todo": "请选择已有的页。"
    },
    "not_pages": {
      "text": "音视频没有页面。",
      "todo": "请直接播放。"
    },
    "not_a_clip": {
      "text": "只有音频和视频可以播放。",
      "todo": "请改为展示页面。"
    },
    "no_such_picture": {
      "text": "这一路画面已经不在了。",
      "todo": "请选择正在显示的画面。"
    },
    "chat_off": {
      "text": "聊天已关闭。",
      "todo": "请主讲教师打开聊天。"
    },
    "chat_for_teachers": {
      "text": "目前只有教师可以发言聊天。",
      "todo": "请主讲教师对全体开放聊天。"
    },
    "text_too_long": {
      "text": "文字太长。",
      "todo": "请缩短，或分几次发送。"
    },
    "chat_too_fast": {
      "text": "发送得太快了。",
      "todo": "请过几秒再发。"
    },
    "whisper_to_nobody": {
      "text": "悄悄话只能在教师与在场成员之间发送。",
      "todo": "请选择在场的成员。"
    },
    "timer_too_long": {
      "text": "计时时间太长。",
      "todo": "请选择较短的时间。"
    },
    "no_class_there": {
      "text": "这里没有可点名的班级。",
      "todo": "请选择一间教室。"
    },
    "too_many_pupils": {
      "text": "一间教室不可能有这么多学生。",
      "todo": "请检查填写的人数。"
    },
    "question_open": {
      "text": "还有一道题没有结束。",
      "todo": "请先结束它；也可能是另一位老师刚刚出的题。"
    },
    "no_such_question": {
      "text": "这道题已经不在屏幕上了。",
      "todo": "请看现在的题目。"
    },
    "question_closed": {
      "text": "答题已经结束，这次来晚了。",
      "todo": "请等下一题。"
    },
    "bad_question": {
      "text": "题目不完整：选项应为 2 到 10 个（判断、简答、抢答没有选项），正确答案要在选项之中。",
      "todo": "请检查选项和正确答案。"
    },
    "bad_answer": {
      "text": "这个回答和题目对不上。",
      "todo": "请重新作答。"
    },
    "answer_final": {
      "text": "这道题交了就不能改。",
      "todo": "请等待结果。"
    },
    "too_early": {
      "text": "抢早了，还没开始。",
      "todo": "等开始后再按。"
    },
    "race_undecided": {
      "text": "抢答结果还没出来。",
      "todo": "请稍等。"
    },
    "not_a_teacher": {
      "text": "只能把课堂移交给教师。",
      "todo": "请选择在场的另一位教师。"
    },
    "not_oneself": {
      "text": "不能移出自己。",
      "todo": "请直接离开课堂，或先移交课堂。"
    },
    "not_the_lead": {
      "text": "不能移出正在主持课堂的教师。",
      "todo": "请先接管课堂。"
    },
    "floor_not_free": {
      "text": "目前需要被点名才能发言。",
      "todo": "请先举手。"
    },
    "floor_full": {
      "text": "同时发言的人太多了。",
      "todo": "请等别人说完，或先举手。"
    },
    "nobody_knocks": {
      "text": "对方已不在等候。",
      "todo": "无需操作：可能另一位教师已处理，或对方已离开。"
    },
    "not_admitted": {
      "text": "您尚未获准进入课堂。",
      "todo": "请打开课堂页面，等待教师同意。"
    },
    "lobby_full": {
      "text": "等候进入的人太多了。",
      "todo": "请几分钟后再试。"
    },
    "declined": {
      "text": "教师没有同意您进入课堂。",
      "todo": "请与主讲教师联系。"
    },
    "knock_expired": {
      "text": "一直没有人应答。",
      "todo": "请重试，或与主讲教师联系。"
    },
    "removed": {
      "text": "教师已将您移出课堂。",
      "todo": "如需再次进入，请重新打开课堂并等待教师同意。"
    },
    "recording_gone": {
      "text": "本节课不能观看这份录像：不在列表中，或已被撤回。",
      "todo": "请从列表中另选一份。"
    },
    "nothing_open": {
      "text": "还没有打开录像。",
      "todo": "请先从列表中打开一份。"
    }
  },
  "en": {
    "too_large": {
      "text": "The message is larger than the server reads.",
      "todo": "Reload the page."
    },
    "malformed": {
      "text": "The message is not a JSON object.",
      "todo": "Reload the page."
    },
    "unknown_message": {
      "text": "The server does not know this type of message.",
      "todo": "Reload the page: it may be older than the server."
    },
    "invalid_message": {
      "text": "A field of the message is missing or wrong.",
      "todo": "Reload the page: it may be older than the server."
    },
    "wrong_state": {
      "text": "The message does not fit here: join comes first, and once.",
      "todo": "Reload the page."
    },
    "too_many": {
      "text": "Too many messages in a short time.",
      "todo": "Wait a few seconds and try again."
    },
    "ticket_expired": {
      "text": "The ticket has expired.",
      "todo": "Open the lesson again from the timetable."
    },
    "ticket_foreign": {
      "text": "The ticket is for another lesson.",
      "todo": "Open the lesson again from the timetable."
    },
    "ticket_invalid": {
      "text": "The ticket is not valid.",
      "todo": "Open the lesson again from the timetable."
    },
    "unknown_lesson": {
      "text": "There is no such lesson.",
      "todo": "Look into the timetable."
    },
    "database_gone": {
      "text": "The server cannot reach its database.",
      "todo": "Try again in a few seconds; lessons that run go on."
    },
    "room_full": {
      "text": "The room is full.",
      "todo": "Ask the administrator to raise the limit, or try again later."
    },
    "lesson_waiting": {
      "text": "The lesson has not begun yet.",
      "todo": "Wait until the teacher starts it."
    },
    "lesson_live": {
      "text": "The lesson has begun already.",
      "todo": "Nothing needs to be done."
    },
    "lesson_over": {
      "text": "The lesson is over.",
      "todo": "It can be watched in the library."
    },
    "not_allowed": {
      "text": "Your role in this lesson does not allow this.",
      "todo": "Ask the teacher to do it."
    },
    "unknown_member": {
      "text": "Nobody with this id is in the room.",
      "todo": "Choose from those who are present."
    },
    "not_a_classroom": {
      "text": "Only a rural classroom can be called on.",
      "todo": "Choose a classroom."
    },
    "unknown_source": {
      "text": "You do not publish such a source.",
      "todo": "Publish it first."
    },
    "same_kind_twice": {
      "text": "Two sources of the same kind were published at once.",
      "todo": "Publish one camera, one screen, one board camera and one camera on the pupils at most."
    },
    "trackless_source": {
      "text": "A published source has neither sound nor picture.",
      "todo": "Name its m-lines, or leave it out."
    },
    "stale_negotiation": {
      "text": "The answer is for an offer that has been replaced.",
      "todo": "Answer the newest offer."
    },
    "no_worker": {
      "text": "The media server is not there at the moment.",
      "todo": "It is being restarted; try again in a few seconds."
    },
    "bad_sdp": {
      "text": "The media description cannot be read.",
      "todo": "Reload the page; if it stays, use a current Chromium, Chrome or Edge."
    },
    "no_codec": {
      "text": "None of the offered codecs can be used.",
      "todo": "Send H.264, VP9 or VP8 video, and Opus sound."
    },
    "overloaded": {
      "text": "The media server carries as much as it can.",
      "todo": "Try again later, or ask the administrator for another worker."
    },
    "media_failed": {
      "text": "The media server could not do this.",
      "todo": "Reload the page."
    },
    "disk_full": {
      "text": "The disk is full: the recording has stopped, the lesson goes on.",
      "todo": "Tell the technician to make room; recording goes on by itself then."
    },
    "disk_low": {
      "text": "This lesson is not recorded: the disk has no room left.",
      "todo": "Tell the technician to make room; recording begins by itself then."
    },
    "write_failed": {
      "text": "The recording cannot be written; the lesson goes on.",
      "todo": "Tell the technician to look at the disk."
    },
    "queue_full": {
      "text": "The disk is too slow for the recording: parts of it are missing.",
      "todo": "Tell the technician to look at the disk."
    },
    "camera_away": {
      "text": "A camera does not answer; the lesson goes on without it.",
      "todo": "It comes back by itself; if it does not, tell the technician."
    },
    "worker_lost": {
      "text": "The recording is interrupted: the media server is being restarted.",
      "todo": "Nothing needs to be done: it goes on by itself."
    },
    "terminal_revoked": {
      "text": "This terminal has been revoked.",
      "todo": "Pair it anew, if it shall go on."
    },
    "terminal_moved": {
      "text": "This terminal belongs to another classroom now.",
      "todo": "Nothing needs to be done: it goes there by itself."
    },
    "displaced": {
      "text": "This place in the lesson was opened somewhere else.",
      "todo": "Go on there, or reload this page to come back here."
    },
    "idle": {
      "text": "Nothing was heard from this page for too long.",
      "todo": "It comes back by itself."
    },
    "too_slow": {
      "text": "The line is too slow for the lesson's messages.",
      "todo": "It comes back by itself; check the network if this repeats."
    },
    "left": {
      "text": "You have left the lesson.",
      "todo": "Nothing needs to be done."
    },
    "server_stopping": {
      "text": "The server is being restarted.",
      "todo": "The page comes back by itself."
    },
    "page_gone": {
      "text": "This page of the board has been removed.",
      "todo": "Write on another page."
    },
    "surface_gone": {
      "text": "What this was drawn on is no longer shown.",
      "todo": "Draw it again where it is to be."
    },
    "may_not_write": {
      "text": "Your classroom may not write on the board now.",
      "todo": "Raise your hand: whoever is called on may write."
    },
    "not_your_mark": {
      "text": "Others have drawn this.",
      "todo": "Only the teacher can erase it."
    },
    "surface_full": {
      "text": "This page is full.",
      "todo": "Add a page, or erase something."
    },
    "board_full": {
      "text": "The lesson holds no more drawings.",
      "todo": "Clear pages that are no longer needed."
    },
    "too_many_board_pages": {
      "text": "The board has as many pages as it can.",
      "todo": "Remove a page that is no longer needed."
    },
    "board_text_too_long": {
      "text": "The text is too long for the board.",
      "todo": "Shorten it, or write it in several pieces."
    },
    "stroke_too_long": {
      "text": "The stroke is too long.",
      "todo": "Lift the pen now and then."
    },
    "bad_drawing": {
      "text": "The drawing cannot be read.",
      "todo": "Reload the page: it may be older than the server."
    },
    "document_gone": {
      "text": "The lesson has no such document: it is not ready yet, or was removed.",
      "todo": "Choose another one from the list."
    },
    "no_such_page": {
      "text": "The document does not have so many pages.",
      "todo": "Choose one of its pages."
    },
    "not_pages": {
      "text": "A clip has no pages.",
      "todo": "Play it instead."
    },
    "not_a_clip": {
      "text": "Only sound and video can be played.",
      "todo": "Show its pages instead."
    },
    "no_such_picture": {
      "text": "This picture is not there any more.",
      "todo": "Choose one of those that are shown."
    },
    "chat_off": {
      "text": "The chat is switched off.",
      "todo": "Ask the teacher to switch it on."
    },
    "chat_for_teachers": {
      "text": "Only teachers write in the chat at present.",
      "todo": "Ask the teacher to open it for everybody."
    },
    "text_too_long": {
      "text": "The text is too long.",
      "todo": "Shorten it, or send it in parts."
    },
    "chat_too_fast": {
      "text": "Too many messages in a short time.",
      "todo": "Wait a few seconds."
    },
    "whisper_to_nobody": {
      "text": "Private words reach a member who is here, and go from or to a teacher.",
      "todo": "Choose somebody who is present."
    },
    "timer_too_long": {
      "text": "The timer is set too long.",
      "todo": "Choose a shorter time."
    },
    "no_class_there": {
      "text": "There is no class to be counted.",
      "todo": "Choose a classroom."
    },
    "too_many_pupils": {
      "text": "So many pupils cannot be in one classroom.",
      "todo": "Check the numbers."
    },
    "question_open": {
      "text": "Another question is still open.",
      "todo": "Close it first; perhaps a second teacher has just asked it."
    },
    "no_such_question": {
      "text": "This question is no longer on the screens.",
      "todo": "Look at the question that is there now."
    },
    "question_closed": {
      "text": "The question is closed: the answer came too late.",
      "todo": "Wait for the next question."
    },
    "bad_question": {
      "text": "A question of this kind needs two to ten options, or none, and a right answer among them.",
      "todo": "Check the options and the right answer."
    },
    "bad_answer": {
      "text": "The answer does not fit the question.",
      "todo": "Choose again."
    },
    "answer_final": {
      "text": "An answer to this question can't be changed.",
      "todo": "Wait for the result."
    },
    "too_early": {
      "text": "Pressed before the start.",
      "todo": "Wait for the start and press again."
    },
    "race_undecided": {
      "text": "It is not decided yet who pressed first.",
      "todo": "Wait a moment."
    },
    "not_a_teacher": {
      "text": "Only a teacher can lead the lesson.",
      "todo": "Choose another teacher who is in the room."
    },
    "not_oneself": {
      "text": "One cannot remove oneself.",
      "todo": "Leave the lesson, or hand it over first."
    },
    "not_the_lead": {
      "text": "Whoever leads the lesson cannot be removed.",
      "todo": "Take the lesson over first."
    },
    "floor_not_free": {
      "text": "Only whoever is called on may speak.",
      "todo": "Raise a hand."
    },
    "floor_full": {
      "text": "So many speak already that nobody would be understood.",
      "todo": "Wait until somebody has finished, or raise a hand."
    },
    "nobody_knocks": {
      "text": "Nobody waits under this number any more.",
      "todo": "Nothing needs to be done: another teacher has decided, or they have gone."
    },
    "not_admitted": {
      "text": "You wait in the lobby, or were sent out.",
      "todo": "Open the lesson's page and wait until the teacher lets you in."
    },
    "lobby_full": {
      "text": "Too many wait in the lobby.",
      "todo": "Try again in a few minutes."
    },
    "declined": {
      "text": "The teacher has not let you in.",
      "todo": "Ask the teacher by telephone."
    },
    "knock_expired": {
      "text": "Nobody has answered the knock.",
      "todo": "Try again, or ask the teacher by telephone."
    },
    "removed": {
      "text": "The teacher has ended your part in this lesson.",
      "todo": "Open the lesson again to ask to be let in."
    },
    "recording_gone": {
      "text": "This recording can't be watched here: it is not in the lesson's list, or was withdrawn.",
      "todo": "Choose another one from the list."
    },
    "nothing_open": {
      "text": "No recording is open.",
      "todo": "Open one from the list first."
    }
  }
}
