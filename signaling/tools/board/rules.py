"""Who may do what with the board, and the words of its errors."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, WHILE_LIVE, Permission

#: A teacher may prepare the board before the lesson begins.
_TEACHER = Permission(UNTIL_THE_END, NEVER, NEVER)
#: Which classrooms may write is decided by `signaling.tools.board.surfaces`.
_WRITERS = Permission(UNTIL_THE_END, WHILE_LIVE, NEVER)
_EVERYBODY = Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END)

PERMISSIONS = {
    "add_mark": _WRITERS,
    "remove_marks": _WRITERS,
    "ink": _WRITERS,
    "point": _WRITERS,
    "clear_surface": _TEACHER,
    "add_board_page": _TEACHER,
    "remove_board_page": _TEACHER,
    "show_board": _TEACHER,
    "close_board": _TEACHER,
    "set_writers": _TEACHER,
    "fetch_surface": _EVERYBODY,
}

ERRORS: dict[str, ErrorWords] = {
    "page_gone": ErrorWords(
        "This page of the board has been removed.",
        "Write on another page.",
        "这一页白板已被删除。",
        "请在其他页上书写。",
    ),
    "surface_gone": ErrorWords(
        "What this was drawn on is no longer shown.",
        "Draw it again where it is to be.",
        "所批注的内容已不再展示。",
        "请在当前画面上重新书写。",
    ),
    "may_not_write": ErrorWords(
        "Your classroom may not write on the board now.",
        "Raise your hand: whoever is called on may write.",
        "本课堂现在不能在白板上书写。",
        "请举手，被请上台后即可书写。",
    ),
    "not_your_mark": ErrorWords(
        "Others have drawn this.",
        "Only the teacher can erase it.",
        "这是别人写的内容。",
        "只有主讲教师可以擦除。",
    ),
    "surface_full": ErrorWords(
        "This page is full.",
        "Add a page, or erase something.",
        "这一页已经写满。",
        "请添加新页，或擦除部分内容。",
    ),
    "board_full": ErrorWords(
        "The lesson holds no more drawings.",
        "Clear pages that are no longer needed.",
        "本节课的书写内容已达上限。",
        "请清空不再需要的页面。",
    ),
    "too_many_board_pages": ErrorWords(
        "The board has as many pages as it can.",
        "Remove a page that is no longer needed.",
        "白板页数已达上限。",
        "请删除不再需要的页面。",
    ),
    "board_text_too_long": ErrorWords(
        "The text is too long for the board.",
        "Shorten it, or write it in several pieces.",
        "文字过长。",
        "请缩短，或分成几段书写。",
    ),
    "stroke_too_long": ErrorWords(
        "The stroke is too long.",
        "Lift the pen now and then.",
        "这一笔过长。",
        "请适时抬笔。",
    ),
    "bad_drawing": ErrorWords(
        "The drawing cannot be read.",
        "Reload the page: it may be older than the server.",
        "无法识别所绘内容。",
        "请刷新页面：页面版本可能过旧。",
    ),
}
