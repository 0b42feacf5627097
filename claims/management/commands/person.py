"""``manage.py person NAME --role ROLE``: add a person who signs in, or give one another role."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import User
from claims.recording.errors import InvalidEntry
from claims.recording.people import add_person, change_role, new_password
from claims.vocabulary import Role


class Command(BaseCommand):
    help = "Add a person with a generated password, which is printed once; or change the role of one who exists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--role", required=True, choices=Role.stored())
        parser.add_argument("--email", default="", help="taken for a new person only")

    def handle(self, *_args: Any, **options: Any) -> None:
        name, role = options["name"], Role(options["role"])
        if User.objects.filter(username=name).exists():
            change_role(username=name, role=role)
            self.stdout.write(f"{name} is {role.label.lower()}. The password stays as it was.")
            return
        password = new_password()
        try:
            add_person(username=name, role=role, password=password, email=options["email"])
        except InvalidEntry as error:
            raise CommandError(f"{error.field}: {error}") from None
        self.stdout.write(f"{name} is {role.label.lower()}. Password, shown this once: {password}")
