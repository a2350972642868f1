"""The tick: derives from the database what has to be done, and puts a bounded share of it into the queue."""

from django.db import transaction

from curbcut.service.checking import spreading, summaries, surroundings
from curbcut.service.checking.due import due_items, make_due
from curbcut.service.checking.loop import BATCH
from curbcut.service.checking.rule_sets import current_rule_set
from curbcut.service.library import reading
from curbcut.service.library.dispatcher import institutions_to_list
from curbcut.service.queue import nudge
from curbcut.service.tenancy.models import Institution

SLOTS = 8
"""Jobs of one institution that may wait at a time, so that a big one cannot starve the others."""


def tick() -> None:
    """Nudge what waits, institution by institution, each with its few jobs."""
    for institution in institutions_to_list():
        nudge("library.sync-institution", once=f"sync-institution/{institution.pk}", client_id=institution.pk)
    for institution in Institution.objects.all():
        if reading.waiting_courses(institution).exists() and reading.can_ask(institution):
            reading.nudge_reading(institution)
        start(institution)


def start(institution: Institution) -> None:
    """Bring numbers up to date and put as many jobs into the queue as there is work for."""
    spreading.run_out(institution)
    if spreading.waiting(institution).exists():
        nudge_spreading(institution)
    make_due(institution, current_rule_set())
    for course in summaries.stale_courses(institution):
        with transaction.atomic():
            summaries.refresh(course)
        surroundings.refresh(course)
    waiting = due_items(institution)[: SLOTS * BATCH].count()
    for slot in range(-(-waiting // BATCH)):
        nudge_slot(institution, slot)


def nudge_spreading(institution: Institution) -> None:
    """Ask for the job that carries decisions into copies of their courses."""
    nudge("checking.spread", once=f"spread/{institution.pk}", client_id=institution.pk)


def nudge_slot(institution: Institution, slot: int) -> None:
    """Ask for one of the jobs that check."""
    nudge("checking.check-items", once=f"check-items/{institution.pk}/{slot}", client_id=institution.pk, slot=slot)
