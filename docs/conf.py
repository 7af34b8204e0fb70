"""How Sphinx builds the documents into a site: `make docs`."""

from importlib.metadata import version as installed

project = "graphkit"
author = "The graphkit developers"
copyright = "the graphkit developers"
version = release = installed("graphkit-explorer")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
# Console blocks hold what a command printed: nothing to colour, and no language to guess.
highlight_language = "none"
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = "graphkit"
# Answers are 110 letters wide; they fit at this size.
html_theme_options = {"light_css_variables": {"code-font-size": "0.68rem"}}
html_static_path: list[str] = []
html_show_sphinx = False
html_copy_source = False
