"""What axe finds on a page that shuts out people who don't see it, don't hear it or don't use a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).parents[2] / "web_client/node_modules/axe-core/axe.min.js"
#: WCAG 2.1, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


async def violations(page: Page) -> list[str]:
    """One line for each element of the page, as it stands now, that breaks a rule: rule, element, reason."""
    if not await page.evaluate("() => 'axe' in window"):
        # Evaluated, not added as a script: the page's content security policy allows no strange ones.
        await page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = await page.evaluate(
        """async (rules) => {
            // A colour on its way to another one is none that anybody reads by.
            for (const one of document.getAnimations())
                if (one.effect.getComputedTiming().iterations !== Infinity) one.finish();
            return (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations;
        }""",
        RULES,
    )
    return [
        f"{rule['id']}: {node['target'][0]}: {node['failureSummary'].splitlines()[1].strip()}"
        for rule in found
        for node in rule["nodes"]
    ]
