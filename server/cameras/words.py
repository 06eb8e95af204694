"""Say in words what a check has found: what fits, what will be converted, and what could be set better."""

from __future__ import annotations

from media.ingest.verdict import Facts, Picture, Sound, advice, why_convert_picture, why_convert_sound

_CODECS = {
    "h264": "H.264",
    "hevc": "H.265",
    "mjpeg": "MJPEG",
    "mpeg4": "MPEG-4",
    "av1": "AV1",
    "vp8": "VP8",
    "vp9": "VP9",
    "aac": "AAC",
    "opus": "Opus",
    "mp3": "MP3",
    "pcm_alaw": "G.711A",
    "pcm_mulaw": "G.711U",
    "adpcm_g722": "G.722",
    "adpcm_g726": "G.726",
}
_PASSED = {"en": "passed through as it is", "zh-CN": "直接转发"}
#: Why the picture is converted: English, Chinese.
_REASONS = {
    "codec": ("converted to H.264", "转换为 H.264"),
    "b_frames": (
        "converted, because it has B-frames (switch them off at the camera)",
        "含 B 帧，需要转换（请在摄像机中关闭 B 帧）",
    ),
    "interlaced": (
        "converted, because it is interlaced (set progressive scan at the camera)",
        "隔行扫描，需要转换（请改为逐行扫描）",
    ),
    "profile": (
        "converted, because of its H.264 profile (set Main or Baseline at the camera)",
        "H.264 档次不适用，需要转换（请改为 Main 或 Baseline）",
    ),
    "keyframes": (
        "converted, because its keyframes are too rare (set an interval of 1 to 2 s at the camera)",
        "关键帧间隔过长，需要转换（请把关键帧间隔设为 1–2 秒）",
    ),
}
_ADVICE = {
    "keyframes_rare": (
        "Set the camera's keyframe interval to 1 or 2 s: pictures will switch faster.",
        "建议把摄像机的关键帧（I 帧）间隔设为 1–2 秒，切换画面更快。",
    ),
    "too_tall": (
        "Choose 1920×1080 or less (the camera's sub-stream): old terminals can't show more.",
        "建议选用 1920×1080 或更小的画面（摄像机子码流），老旧终端无法显示更大的画面。",
    ),
    "rate_high": (
        "Set the bit rate to 2 Mbit/s or less: rural lines carry no more.",
        "建议把码率降到 2 Mbit/s 以内，乡村学校的网络带宽有限。",
    ),
}


def words(facts: Facts, language: str, wants_sound: bool = True) -> list[str]:
    """One sentence each about picture, sound and keyframes, then advice."""
    zh = language != "en"
    said = [_picture(facts.picture, zh)] if facts.picture else ["没有画面" if zh else "No picture"]
    if not wants_sound:
        said.append("声音：不使用" if zh else "Sound: not used")
    else:
        said.append(_sound(facts.sound, zh) if facts.sound else ("没有声音" if zh else "No sound"))
    if facts.picture is not None:
        said += _keyframes(facts.picture, zh)
        told = why_convert_picture(facts.picture) == "keyframes"
        said += [
            _ADVICE[each][zh] for each in advice(facts.picture) if not (told and each == "keyframes_rare")
        ]
    return said


def _picture(picture: Picture, zh: bool) -> str:
    codec = _CODECS.get(picture.codec, picture.codec)
    parts = [f"{picture.width}×{picture.height} {codec}"]
    if picture.rate:
        parts.append(f"{picture.rate:g} 帧/秒" if zh else f"{picture.rate:g} frames/s")
    if picture.kbps:
        parts.append(f"{picture.kbps / 1000:.1f} Mbit/s")
    if picture.codec == "h264" and not picture.b_frames:
        parts.append("无 B 帧" if zh else "no B-frames")
    why = why_convert_picture(picture)
    fate = _REASONS[why][zh] if why else _PASSED["zh-CN" if zh else "en"]
    return f"画面 {'，'.join(parts)}：{fate}" if zh else f"Picture {', '.join(parts)}: {fate}"


def _sound(sound: Sound, zh: bool) -> str:
    codec = _CODECS.get(sound.codec, sound.codec)
    if why_convert_sound(sound):
        fate = "转换为 Opus" if zh else "converted to Opus"
    else:
        fate = _PASSED["zh-CN" if zh else "en"]
    return f"声音 {codec}：{fate}" if zh else f"Sound {codec}: {fate}"


def _keyframes(picture: Picture, zh: bool) -> list[str]:
    interval = picture.keyframe_s
    if why_convert_picture(picture) is not None:
        return ["切换画面无需等待关键帧" if zh else "Pictures switch at once"]
    if interval is None:
        return []
    if zh:
        return [f"关键帧间隔 {interval:g} s：切换画面最多等 {interval:g} s"]
    return [f"A keyframe every {interval:g} s: switching to it takes up to {interval:g} s"]
