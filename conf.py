"""The settings of this site. https://www.sphinx-doc.org/en/master/usage/configuration.html"""

project = "Commonplace"
author = "the author"
copyright = "2024, the author"
html_title = "Commonplace"
html_baseurl = "https://example.org/"  # where the site is published

extensions = ["sphinx_commonplace"]
exclude_patterns = [
    "_build",
    "benchmarks",
    "docs",
    "requirements",
    "src",
    "tests",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
]

myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3

commonplace_timezone = "UTC"

html_theme = "furo"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
templates_path = ["_templates"]
html_css_files = ["site.css"]
html_use_index = False
html_show_sphinx = False
html_theme_options: dict[str, object] = {"top_of_page_buttons": []}
