"""django-linkcheck over a list of addresses: run by ``rechecks`` with the Python of its own environment.

``python -m tests.bench.django_linkcheck LIST`` fills its table in a database of its own (SQLite, in memory) and checks
all links as its command ``checklinks`` does, one after the other; told as a line of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench.clients import measured, read_list


def main() -> None:
    """Check the list."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "linkcheck"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        SITE_DOMAIN="bench.example",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    )
    django.setup()
    from django.core.management import call_command
    from linkcheck.models import Url
    from linkcheck.utils import check_links

    call_command("migrate", verbosity=0)
    Url.objects.bulk_create(Url(url=page.url) for page in read_list(Path(sys.argv[1])))
    print(json.dumps(measured(lambda: check_links(limit=-1, check_internal=False))))


if __name__ == "__main__":
    main()
