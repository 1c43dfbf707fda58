"""Markup that Markdown does not have: wikilinks, formulas, and the sentence around a link."""
