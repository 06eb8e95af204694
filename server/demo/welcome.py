"""What the demonstration tells the person who started it: addresses, logins, and how to go on."""

from __future__ import annotations

from typing import Any

from server.demo import world
from server.demo.plan import ANYWHERE, lan_address
from server.settings import Settings
from server.tls import fingerprint


def base_url(settings: Settings) -> str:
    """The address to type: `localhost` on this machine alone, for that is a secure context without TLS."""
    host = settings.http.host
    if not settings.http.tls:
        return f"http://localhost:{settings.http.port}"
    host = lan_address() if host in ANYWHERE else host
    return f"https://{f'[{host}]' if ':' in host else host}:{settings.http.port}"


def facts(settings: Settings, secret: str) -> dict[str, Any]:
    """Everything to print, for scripts."""
    url = base_url(settings)
    terminals = [
        {
            "school": school.name,
            "classroom": school.classroom,
            "url": f"{url}/terminal#key={world.demo_key(secret, school.key)}",
        }
        for school in world.rural_schools()
    ]
    accounts = [
        {"login": person.login, "name": person.name, "title": person.title} for person in world.PEOPLE
    ]
    return {
        "url": url,
        "teacher": f"{url}/",
        "library": f"{url}/library",
        "terminals": terminals,
        "accounts": accounts,
        "password": world.demo_password(secret),
        "recordings": str(settings.recordings_folder),
    }


def text(settings: Settings, secret: str) -> str:
    """The same for a person, Chinese first."""
    said = facts(settings, secret)
    lines = ["", "同课已经就绪 · Tongke is ready", ""]
    lines += [f"  教师 Teacher    {said['teacher']}", f"  资源库 Library  {said['library']}", ""]
    lines += ["  教室终端（打开即自动进入）· Terminals (they join by themselves):"]
    lines += [
        f"    {entry['school']} {entry['classroom']}\n      {entry['url']}" for entry in said["terminals"]
    ]
    lines += ["", f"  账号 Accounts (密码 password: {said['password']})"]
    lines += [f"    {entry['login']:<6} {entry['name']}  {entry['title']}" for entry in said["accounts"]]
    lines += ["", f"  录像目录 Recordings: {said['recordings']}"]
    lines += [f"  日志 Log: {settings.data.folder / 'demo.log'}", *_tls(settings), ""]
    return "\n".join([*lines, "按 Ctrl-C 停止 · Press Ctrl-C to stop."])


def _tls(settings: Settings) -> list[str]:
    if settings.http.tls_cert is None:
        return []
    return [
        "",
        "  证书是本机自制的，浏览器会提示“您的连接不是私密连接”：",
        "  点“高级”→“继续前往”（每台设备一次），再允许摄像头和麦克风。",
        "  The certificate is self-made. Browsers warn once per device: choose Advanced, then Proceed,",
        "  and allow camera and microphone. The certificate's fingerprint (SHA-256) is",
        f"  {fingerprint(settings.http.tls_cert)}",
    ]
