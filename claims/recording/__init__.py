"""Documents, claims and evidence as people record them: each writing function is one transaction."""
