"""Whatever authors do in whatever order, what was released stays; and whatever breaks a promise is caught."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.history import (
    compare_snapshots,
    compose_diffs,
    content_of,
    cut_back,
    digest_data,
    name_tree,
    read_snapshot,
    take_snapshot,
)
from kb.models import Status
from kb.models.conditions import Conditions
from tests.kb.history.world import World, bytes_of

AT = st.integers(0, 7)
WORDS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12).filter(str.strip)
STEPS = st.one_of(
    st.tuples(st.just("add"), WORDS),
    st.tuples(st.just("revise"), AT, WORDS),
    st.tuples(st.just("edit"), AT, WORDS),
    st.tuples(st.just("withdraw"), AT, st.lists(AT, max_size=3)),
    st.tuples(st.just("rename"), AT),
    st.tuples(st.just("disagree"), AT, AT),
    st.tuples(st.just("release"), st.integers(0, 40)),
)
HISTORIES = st.lists(STEPS, max_size=16)
FEW = settings(max_examples=60)


def live(steps: list[tuple[Any, ...]]) -> World:
    world = World()
    for text in ("one", "two", "three"):
        world.add(text)
    for name, *arguments in (("release", 0), *steps, ("release", 1)):
        getattr(world, name)(*arguments)
    return world


@FEW
@given(HISTORIES)
def test_every_id_ever_released_resolves_and_says_what_it_said(steps: list[tuple[Any, ...]]) -> None:
    world = live(steps)
    assert world.problems() == []
    catalog = world.catalog()
    for citation, promised in world.promised.items():
        fact, revision = catalog.resolve(citation)
        assert bytes_of(revision) == promised
        replacements = catalog.replacements(fact)
        assert all(other.latest.status is Status.CURRENT for other in replacements)
        assert fact.latest.status is Status.WITHDRAWN or not replacements


@FEW
@given(HISTORIES)
def test_a_past_release_is_read_as_it_was_cut(steps: list[tuple[Any, ...]]) -> None:
    world = live(steps)
    catalog = world.catalog()
    assert name_tree(world.facts, world.releases) == world.releases[-1].name
    for release in world.releases:
        then = cut_back(catalog, release)
        snapshot = read_snapshot(release, world.releases)
        assert then.release == release.name
        assert list(then.facts) == list(release.facts)
        for fact_id, state in take_snapshot(then, world.releases).states.items():
            assert state.says_the_same(snapshot.states[fact_id])
            assert digest_data(content_of(then.fact(fact_id).latest)) == release.facts[fact_id].digest
        known = {name for fact in then for name in (fact.id, *fact.aliases)}
        assert all(other in known for fact in then for other in (*fact.latest.see_also, *fact.latest.conflicts_with))


@FEW
@given(HISTORIES)
def test_a_difference_is_the_sum_of_the_steps_between(steps: list[tuple[Any, ...]]) -> None:
    world = live(steps)
    moments = [read_snapshot(release, world.releases) for release in world.releases]
    for one, two, three in combinations(moments, 3):
        composed = compose_diffs(compare_snapshots(one, two), compare_snapshots(two, three))
        assert composed == compare_snapshots(one, three)
    for moment in moments:
        assert compare_snapshots(moment, moment).is_empty


@FEW
@given(HISTORIES, AT, st.integers(0, 3), st.sampled_from(["statement", "condition", "delete", "drop", "reuse", "swap"]))
def test_whatever_breaks_a_promise_is_caught(steps: list[tuple[Any, ...]], at: int, back: int, breach: str) -> None:
    world = live(steps)
    fact = world.facts[at % len(world.facts)]
    place = world.facts.index(fact)
    number = back % len(fact.revisions)
    revision = fact.revisions[number]
    if breach in ("statement", "condition"):
        change = (
            {"statement": "It is otherwise, whatever was said."}
            if breach == "statement"
            else {"applies_when": Conditions(workload=("rooms",))}
        )
        history = (*fact.revisions[:number], revision.model_copy(update=change), *fact.revisions[number + 1 :])
        world.facts[place] = fact.model_copy(update={"revisions": history})
    elif breach == "delete":
        world.facts.pop(place)
    elif breach == "drop":
        rest = fact.revisions[1:]
        if not rest:
            return
        world.facts[place] = fact.model_copy(update={"revisions": rest})
    elif breach == "reuse":
        world.add("another matter altogether")
        fresh = world.facts.pop()
        world.facts[place] = fresh.model_copy(update={"id": fact.id, "aliases": fact.aliases})
    else:
        other = world.facts[(place + 1) % len(world.facts)]
        if fact.revisions == other.revisions:
            return
        world.facts[place] = fact.model_copy(update={"revisions": other.revisions})
    problems = world.problems()
    assert problems
    assert any(fact.id in str(problem) for problem in problems)
