"""Every error of the REST interface: its code, its status, and what it says in both languages."""

from __future__ import annotations

import json
from typing import Literal

from aiohttp import web

from server.web.answererrors import ANSWER_ERRORS
from server.web.coursewareerrors import COURSEWARE_ERRORS
from server.web.exporterrors import EXPORT_ERRORS
from server.web.facterrors import FACT_ERRORS
from server.web.libraryerrors import LIBRARY_ERRORS
from server.web.publicationerrors import PUBLICATION_ERRORS
from server.web.reviewerrors import REVIEW_ERRORS
from server.web.roomerrors import ROOM_ERRORS
from server.web.watcherrors import WATCH_ERRORS
from server.web.wording import Wording

Language = Literal["zh-CN", "en"]


ERRORS: dict[str, Wording] = {
    "malformed_json": Wording(
        400,
        ("请求不是有效的 JSON。", "请检查请求内容。"),
        ("The request is not valid JSON.", "Check the body."),
    ),
    "unsupported_type": Wording(
        415,
        ("请求的类型不是 application/json。", "请设置 Content-Type。"),
        ("The request's type is not application/json.", "Set Content-Type."),
    ),
    "too_large": Wording(
        413, ("请求内容过大。", "请减少内容后再试。"), ("The request is too large.", "Send less at once.")
    ),
    "too_slow": Wording(
        408,
        ("请求内容传得太慢。", "请检查网络后再试。"),
        ("The request's body came too slowly.", "Check the network and try again."),
    ),
    "invalid_field": Wording(
        422,
        ("有一项内容不正确。", "请按提示修改后再试。"),
        ("A field is not right.", "Correct it and try again."),
    ),
    "not_signed_in": Wording(
        401, ("您还没有登录，或登录已过期。", "请重新登录。"), ("You are not signed in.", "Sign in.")
    ),
    "wrong_password": Wording(
        401,
        ("账号或密码不正确。", "请检查后重新输入；忘记密码请联系学校管理员。"),
        ("Login or password is wrong.", "Check both; your school's administrator can set a new password."),
    ),
    "too_many_attempts": Wording(
        429,
        ("尝试次数太多。", "请过几分钟再试。"),
        ("There were too many attempts.", "Wait a few minutes."),
    ),
    "bad_token": Wording(
        401,
        ("访问令牌无效或已过期。", "请用同一服务器的密钥重新生成。"),
        ("The bearer token is wrong or has expired.", "Make a new one with this server's secret."),
    ),
    "bad_csrf": Wording(
        403,
        ("页面已过期。", "请刷新页面后再试。"),
        ("The page is out of date.", "Reload it and try again."),
    ),
    "foreign_origin": Wording(
        403,
        ("请求来自其他网站。", "请从本网站的页面操作。"),
        ("The request comes from another site.", "Use this site's own pages."),
    ),
    "forbidden": Wording(
        403,
        ("您没有这项权限。", "需要时请联系管理员。"),
        ("You have no right to do this.", "Ask an administrator if you need it."),
    ),
    "foreign_classroom": Wording(
        403,
        ("所选教室不在您的结对学校内。", "请选择结对学校的教室。"),
        (
            "A classroom belongs to no school that is paired with yours.",
            "Choose classrooms of paired schools.",
        ),
    ),
    "no_such_classroom": Wording(
        422, ("所选教室不存在。", "请重新选择教室。"), ("A classroom does not exist.", "Choose again.")
    ),
    "camera_address": Wording(
        422,
        ("摄像机地址不正确。", "请填写 rtsp:// 或 rtmp:// 开头的地址，例如 rtsp://用户名:密码@10.0.0.9/1。"),
        ("The camera's address is not right.", "Give an address like rtsp://user:password@10.0.0.9/1."),
    ),
    "camera_wrong_password": Wording(
        422,
        ("摄像机拒绝访问：用户名或密码不正确。", "请检查地址中的用户名和密码，特殊字符需写成 %XX 形式。"),
        (
            "The camera refuses: user or password is wrong.",
            "Check both in the address; write special characters as %XX.",
        ),
    ),
    "camera_unreachable": Wording(
        422,
        ("连接不上摄像机。", "请检查 IP 地址和端口，确认摄像机已通电，并能从服务器访问。"),
        (
            "The camera can't be reached.",
            "Check address and port, and that it is switched on and can be reached from the server.",
        ),
    ),
    "camera_no_such_stream": Wording(
        422,
        ("摄像机上没有这一路画面。", "请在摄像机说明书中查找正确的地址路径（主码流或子码流）。"),
        ("The camera has no such stream.", "Look up the path of its main or sub-stream in its manual."),
    ),
    "camera_not_media": Wording(
        422,
        ("该地址传来的内容不是音视频。", "请检查地址，并确认摄像机的编码设置。"),
        ("What comes from this address is no video.", "Check the address and the camera's encoder."),
    ),
    "camera_no_tracks": Wording(
        422,
        ("摄像机没有发送画面。", "请在摄像机中启用视频码流。"),
        ("The camera sends no picture.", "Switch its video stream on."),
    ),
    "camera_silent": Wording(
        422,
        ("摄像机已连接，但没有数据传来。", "请重启摄像机；如有防火墙，请放行其端口。"),
        ("The camera answers but sends nothing.", "Restart it; look whether a firewall is between."),
    ),
    "camera_failed": Wording(
        422,
        ("无法读取摄像机的画面。", "请用播放器（如 VLC）在服务器所在网络中打开该地址试一试。"),
        ("The camera can't be read.", "Try its address with a player like VLC from the server's network."),
    ),
    "camera_kind_taken": Wording(
        409,
        ("该教室已登记同类摄像机。", "请先移除原来的摄像机，或登记为另一类（camera、board）。"),
        (
            "The classroom has a camera of this kind already.",
            "Remove that one first, or register this one as the other kind (camera, board).",
        ),
    ),
    "no_such_camera": Wording(
        404,
        ("没有这台摄像机，或您无权查看。", "请从列表中选择。"),
        ("There is no such camera for you.", "Choose one from the list."),
    ),
    "no_such_lesson": Wording(
        404,
        ("没有这节课，或您无权查看。", "请从今日课程中选择。"),
        ("There is no such lesson for you.", "Choose one from the timetable."),
    ),
    "no_such_recording": Wording(
        404,
        ("没有这个录像，或您无权查看。", "请从资源库中选择。"),
        ("There is no such recording for you.", "Choose one from the library."),
    ),
    "no_such_take": Wording(
        404,
        ("录像中没有这一段。", "请重新打开录像。"),
        ("The recording has no such take.", "Open the recording again."),
    ),
    "unknown_terminal": Wording(
        401,
        ("教室链接无效。", "请向管理员索取新的教室链接。"),
        ("The classroom's link is not valid.", "Ask the administrator for a new link."),
    ),
    "terminal_revoked": Wording(
        401,
        ("这台终端已被停用。", "如需继续使用，请用屏幕上的新配对码重新登记。"),
        ("This terminal has been revoked.", "Pair it anew with the code on its screen, if it shall go on."),
    ),
    "no_such_code": Wording(
        404,
        ("配对码不正确或已过期。", "请按终端屏幕上现在显示的配对码重新输入。"),
        ("The code is wrong or has expired.", "Type the code that the terminal's screen shows now."),
    ),
    "no_such_terminal": Wording(
        404,
        ("没有这台终端，或您无权管理。", "请从列表中选择。"),
        ("There is no such terminal for you.", "Choose one from the list."),
    ),
    "lesson_over": Wording(
        409, ("这节课已经结束。", "请新建一节课。"), ("The lesson has ended.", "Create a new lesson.")
    ),
    "lesson_not_live": Wording(
        409, ("这节课还没有开始。", "请先开始上课。"), ("The lesson has not begun.", "Start it first.")
    ),
    "not_found": Wording(
        404, ("没有这个地址。", "请检查地址。"), ("There is nothing at this address.", "Check the address.")
    ),
    "method_not_allowed": Wording(
        405,
        ("这个地址不支持该操作。", "请查看接口说明。"),
        ("This address does not take that method.", "See /api/openapi.json."),
    ),
    "bad_request": Wording(400, ("请求不正确。", "请检查请求。"), ("The request is not right.", "Check it.")),
    "database_gone": Wording(
        503,
        ("数据库暂时不可用。", "正在上的课不受影响，请稍后再试。"),
        ("The database does not answer.", "Lessons go on; try again in a moment."),
    ),
    **ANSWER_ERRORS,
    **COURSEWARE_ERRORS,
    **LIBRARY_ERRORS,
    **FACT_ERRORS,
    **EXPORT_ERRORS,
    **PUBLICATION_ERRORS,
    **REVIEW_ERRORS,
    **ROOM_ERRORS,
    **WATCH_ERRORS,
    "internal": Wording(
        500,
        ("服务器出错了。", "请稍后再试；如果仍然出错，请联系技术人员。"),
        ("The server has failed.", "Try again; if it stays, tell the technician."),
    ),
}


class ApiError(Exception):
    """Ends a request with the named error; `detail` is added to the text, like the name of a field."""

    def __init__(self, code: str, detail: str = "", *, retry_after: int | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after


def language(request: web.BaseRequest) -> Language:
    """Chinese, unless English comes first in `Accept-Language`."""
    ranked: list[tuple[float, str]] = []
    for part in request.headers.get("Accept-Language", "").split(",")[:10]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), tag.lower()))
        except ValueError:
            continue
    for _, tag in sorted(ranked, key=lambda entry: entry[0]):
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "zh-CN"


def error_response(request: web.BaseRequest, error: ApiError) -> web.Response:
    """The error as JSON, in the request's language."""
    wording = ERRORS[error.code]
    spoken = language(request)
    text, todo = wording.en if spoken == "en" else wording.zh
    if error.detail:
        text = f"{text} ({error.detail})" if spoken == "en" else f"{text}（{error.detail}）"
    body = {"error": {"code": error.code, "text": text, "todo": todo}}
    response = web.json_response(text=json.dumps(body, ensure_ascii=False), status=wording.status)
    response.headers["Content-Language"] = spoken
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if wording.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
