"""One need against a city of organizations: with the index, without it, by text alone, and as the city grows.

``python -m benchmarks matching`` prints the tables of ``docs/benchmarks.md``; ``--plot FILE.svg`` also draws
how the time grows.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from pathlib import Path

from benchmarks.matching import texts
from benchmarks.matching.measuring import CITY, NEEDS, SCANS, Took, growth, memory, parts, timed, told
from benchmarks.matching.plot import svg
from benchmarks.matching.scans import scan
from benchmarks.matching.town import city, moment, needs, places
from matching.directory import Directory
from matching.rank import rank
from matching.situation import Situation
from model.need import Need
from model.organization import Service


def run(arguments: Sequence[str] = ()) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser("benchmarks matching")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="also draw how the time grows")
    plot = parser.parse_args(arguments).plot
    print("| one need against 27,000 organizations | median ms | p95 ms | beside ours | first can take it |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for label, took, beside, good in _at_one_size():
        print(f"| {label} | {took.median:,.2f} | {took.slow:,.2f} | {beside:,.1f} | {good} |")
    print(f"\nMemory of the index: {memory():.1f} MB.\n")
    print("| organizations | median ms | p95 ms | candidates | built in s | by hand ms | full scan ms |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    grown = growth()
    for one in grown:
        print(
            f"| {one.size:,} | {one.took.median:.2f} | {one.took.slow:.2f} | {one.candidates:.0f} |"
            f" {one.built:.2f} | {one.filtered:,.1f} | {one.full:,.0f} |"
        )
    if plot is not None:
        plot.write_text(svg(grown), encoding="utf-8")


Row = tuple[str, Took, float, str]


def _at_one_size() -> list[Row]:
    organizations, services = city(CITY)
    situation = moment(organizations, services)
    directory = Directory.build(organizations, services, places())
    asked, few = needs(NEEDS), needs(NEEDS)[:SCANS]
    for need in few:
        by_hand = scan(need, directory, situation, filtered=True)
        assert len(rank(need, directory, situation).candidates) == by_hand
    gc.collect()
    gc.freeze()
    ours = timed(lambda need: told(need, directory, situation), asked)
    rows: list[Row] = [("Linli: ranked by all rules, with reasons", ours, 1.0, "100 %")]
    for label, took in (
        (
            "the same, filtered by category and area by hand, without an index",
            _scanned(directory, situation, few, filtered=True),
        ),
        (
            "the same, the rules on every service until one excludes it",
            _scanned(directory, situation, few, filtered=False),
        ),
    ):
        rows.append((label, took, took.median / ours.median, "100 %"))
    inside = parts(directory, situation, asked)
    rows += [
        ("of this: finding by the index", inside.found, inside.found.median / ours.median, ""),
        ("of this: finding by hand", inside.by_hand, inside.by_hand.median / ours.median, ""),
        (
            "of this: judging what was found, the same for both",
            inside.judged,
            inside.judged.median / ours.median,
            "",
        ),
    ]
    for label, build in (
        ("bm25s: ten that read alike, unranked by anything else", texts.bm25),
        ("scikit-learn: TF-IDF and nearest neighbours, brute force", texts.nearest),
    ):
        find = build(services, directory.places)
        took = timed(find, asked[:100])
        rows.append(
            (label, took, took.median / ours.median, _good(find, asked[:100], services, directory, situation))
        )
    gc.unfreeze()
    return rows


def _scanned(directory: Directory, situation: Situation, asked: list[Need], *, filtered: bool) -> Took:
    return timed(lambda need: scan(need, directory, situation, filtered=filtered), asked)


def _good(
    find: texts.Find, asked: list[Need], services: list[Service], directory: Directory, situation: Situation
) -> str:
    """Of the needs that somebody can take, the share whose first hit is one of those who can."""
    could = right = 0
    for need in asked:
        able = {one.service.id for one in rank(need, directory, situation).candidates}
        could += bool(able)
        right += bool(able) and services[find(need)[0]].id in able
    return f"{right / could:.0%}".replace("%", " %")
