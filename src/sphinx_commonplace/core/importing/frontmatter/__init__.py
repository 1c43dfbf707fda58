"""Front matter: what other tools' says, as the site's; dates, drafts and old addresses with it."""
