# SPDX-FileCopyrightText: 2026 The Brink authors
# SPDX-License-Identifier: Apache-2.0
"""Turns the formulas of a page into MathML, so that the site needs no script and no network."""
import html
import logging
import re

from latex2mathml.converter import convert

log = logging.getLogger("mkdocs.hooks.mathml")  # in strict mode a warning ends the build
# The output of pymdownx.arithmatex for $...$ and $$...$$.
FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)

# The converter makes these operators, which browsers set with space around them.
INFINITY = re.compile(r"<mo[^>]*>(&#x0221E;)</mo>")
TIGHT = re.compile(r"<mo[^>]*>(&#x0007C;|&#x0002F;)</mo>")  # | and /


def on_page_content(content, page, **_):
    def formula(found):
        latex = html.unescape(found[3]).strip()
        try:
            mathml = convert(latex, display="block" if found[2] == "[" else "inline")
        except Exception as error:  # the package has a dozen kinds without a common base
            mathml = f"\\{error}"
        mathml = INFINITY.sub(r"<mi>\1</mi>", mathml)
        mathml = TIGHT.sub(r'<mo stretchy="false" lspace="0" rspace="0">\1</mo>', mathml)
        if "\\" in mathml:
            log.warning("%s: cannot show the formula %s", page.file.src_uri, latex)
        return f'<{found[1]} class="formula">{mathml}</{found[1]}>'

    return FORMULA.sub(formula, content)
