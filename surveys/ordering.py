"""Topological order of things that may depend on one another in circles."""

from __future__ import annotations

from collections.abc import Sequence


def order(before: Sequence[set[int]]) -> tuple[list[int], list[list[int]]]:  # noqa: C901 - one known algorithm
    """Topological ranks, and the cycles: Tarjan's strongly connected components, without recursion."""
    ranks = [0] * len(before)
    numbers: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    cycles: list[list[int]] = []
    rank = 0
    for start in range(len(before)):
        if start in numbers:
            continue
        work = [(start, iter(sorted(before[start])))]
        numbers[start] = lowest[start] = len(numbers)
        stack.append(start)
        on_stack.add(start)
        while work:
            task, waiting = work[-1]
            following = next(waiting, None)
            if following is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    lowest[above] = min(lowest[above], lowest[task])
                if lowest[task] == numbers[task]:
                    component = _pop_component(stack, on_stack, task)
                    if len(component) > 1:
                        cycles.append(component)
                    for member in component:
                        ranks[member] = rank
                        rank += 1
            elif following not in numbers:
                numbers[following] = lowest[following] = len(numbers)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(sorted(before[following]))))
            elif following in on_stack:
                lowest[task] = min(lowest[task], numbers[following])
    return ranks, cycles


def _pop_component(stack: list[int], on_stack: set[int], task: int) -> list[int]:
    component = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        component.append(member)
        if member == task:
            return sorted(component)
