"""
Write the words of every error for the web client, from the one table of `signaling.errors`.

They are `web_client/src/protocol/errors.ts` (`python scripts/protocol.py`).
"""

from __future__ import annotations

import json

from signaling.errors import ERRORS

HEAD = """/**
 * What is said of every error of the lesson's conversation, by language and code.
 *
 * Generated from signaling/errors.py and the tools' rules by `python scripts/protocol.py`: change it there.
 */
"""
TYPE = """interface Words {
  text: string
  todo: string
}

"""


def text() -> str:
    """Return the whole module."""
    chinese = {code: {"text": words.text_zh, "todo": words.todo_zh} for code, words in ERRORS.items()}
    english = {code: {"text": words.text, "todo": words.todo} for code, words in ERRORS.items()}
    both = json.dumps({"zh-CN": chinese, "en": english}, ensure_ascii=False, indent=2)
    return f"{HEAD}{TYPE}export const ERROR_WORDS: Record<string, Record<string, Words>> = {both}\n"
