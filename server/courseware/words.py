"""Why a document can't be shown, and what to do about it, in both languages."""

from __future__ import annotations

from server.confined import words
from server.confined.words import COMMON, Language, Said, Words

_WORDS: Words = {
    "encrypted": (
        ("文件有密码保护。", "请去掉密码后重新上传。"),
        ("The file is protected by a password.", "Remove the password and upload it again."),
    ),
    "damaged": (
        ("文件已损坏，无法读取。", "请重新导出或另存后再上传。"),
        ("The file is damaged and can't be read.", "Export or save it anew and upload that."),
    ),
    "unknown_type": (
        ("不支持这种文件。", "请上传 PDF、图片、PPT、音频或视频。"),
        ("Files of this type are not taken.", "Upload a PDF, a picture, a presentation, sound or video."),
    ),
    "svg_refused": (
        ("不支持 SVG 图片。", "请另存为 PNG 或 PDF 后再上传。"),
        ("SVG pictures are not taken.", "Save it as PNG or PDF and upload that."),
    ),
    "heic_refused": (
        ("不支持 HEIC 图片。", "请在手机上改为“兼容性最佳”，或另存为 JPG 后再上传。"),
        ("HEIC pictures are not taken.", "Save it as JPEG, or let the telephone take JPEG pictures."),
    ),
    "no_office": (
        (
            "服务器没有安装 LibreOffice，无法转换 PPT 和 Word。",
            "请在 PowerPoint 或 WPS 中导出为 PDF 后上传。",
        ),
        ("The server has no LibreOffice to convert presentations.", "Export it as PDF and upload that."),
    ),
    "no_pages": (
        ("文件里没有页面。", "请检查文件后重新上传。"),
        ("The file has no pages.", "Check it and upload it again."),
    ),
    "too_many_pages": (
        ("页数太多。", "请拆成几份后上传。"),
        ("It has too many pages.", "Split it and upload the parts."),
    ),
    "too_many_pixels": (
        ("画面尺寸太大。", "请缩小后重新上传。"),
        ("The picture is too large.", "Make it smaller and upload it again."),
    ),
    "file_too_large": (
        ("文件太大。", "请压缩或拆分后上传。"),
        ("The file is too large.", "Compress or split it."),
    ),
    "zip_bomb": (
        ("文件解压后异常巨大，已拒绝。", "请重新导出为 PDF 后上传。"),
        ("Unpacked, the file would be enormous.", "Export it as PDF and upload that."),
    ),
    "clip_too_long": (
        ("音视频时间太长。", "请剪短后上传。"),
        ("The clip is too long.", "Cut it and upload the part that you need."),
    ),
    "no_clip": (
        ("文件里没有声音，也没有画面。", "请检查文件后重新上传。"),
        ("There is neither sound nor picture in it.", "Check the file and upload it again."),
    ),
    "unknown_codec": (
        ("音视频的编码无法识别。", "请转为 MP4（H.264）后上传。"),
        ("The clip's codec is unknown.", "Convert it to MP4 (H.264) and upload that."),
    ),
    "too_heavy": (
        ("文件过于复杂，超出转换所能使用的资源。", "请简化内容或导出为 PDF 后上传。"),
        ("The file takes more memory or time than a conversion may.", "Simplify it, or export it as PDF."),
    ),
    "too_slow": (
        ("转换时间过长，已停止。", "请稍后重试，或导出为 PDF 后上传。"),
        ("The conversion took too long.", "Try again later, or export it as PDF."),
    ),
    "crashed": (
        ("转换程序在处理此文件时出错。", "请另存为 PDF 后上传。"),
        ("The conversion broke down over this file.", "Save it as PDF and upload that."),
    ),
    **COMMON,
}
CODES = frozenset(_WORDS)


def said(code: str, language: Language) -> Said:
    """As `server.confined.words.said`, of these words."""
    return words.said(_WORDS, code, language)
