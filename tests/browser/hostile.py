"""Words that would like to be Markdown, HTML, formulas, emoji, icons, colours, links or commands."""

import random

PROMPTS = (
    "<img src=x onerror=document.title='taken'>",
    "**bold** [link](javascript:alert(1))",
    "a quiet beach",
    "'; DROP TABLE runs; --",
)
_KNOWN = (
    "*a* **b** _c_ __d__ ~~e~~ `f` ~g~",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "    code",
    "```code```",
    "---",
    "***",
    "===",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "$x^2$ and $$y$$ and \\(z\\)",
    "costs $5 and $6",
    ":smile: :+1: :material/home: :streamlit: :red[red] :blue-background[b] :small[s] :badge[x]",
    ":::note\nx\n:::",
    "[link](https://example.invalid) ![picture](https://example.invalid/x.png) <https://example.invalid>",
    "https://example.invalid www.example.invalid HTTP://EXAMPLE.INVALID me@example.invalid",
    "<b>bold</b><script>document.title='taken'</script><!-- c --> &amp; &#58;smile&#58;",
    "[^1] [^1]: note",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "- [ ] task",
    "line\\\nbreak  \nand tab\tand \x07 bell",
    "back\\slash \\*not\\*",
    "{{ x }} {% y %} ${z}",
    "©️ ❤️ 漢字 العربية",
    *PROMPTS,
)
_SIGNS = "*_~`#[]()<>!|\\$:{}-+=.@&;/'\"^,?% ab1w"


def _drawn(count: int = 60) -> tuple[str, ...]:
    dice = random.Random(7)
    return tuple("".join(dice.choices(_SIGNS, k=dice.randint(1, 24))) for _ in range(count))


WORDS = tuple(word for word in (*_KNOWN, *_drawn()) if word.strip())
