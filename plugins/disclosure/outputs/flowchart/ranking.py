"""Which step stands above which, and left of which: asked of Graphviz, the one thing it is used for."""

from typing import Any

from disclosure.outputs.flowchart.chart import Chart


def ranked(chart: Chart) -> tuple[dict[str, int], dict[str, float]]:
    """Return the row of each step, counted from the top, and how far right Graphviz has put it.

    Steps are handed in as plain numbers and with sizes of our own, so that no font is looked for.
    """
    names = {step.key: str(number) for number, step in enumerate(chart.steps)}
    import pygraphviz  # noqa: PLC0415  # slow to load, and only where a flowchart is drawn

    made: Any = pygraphviz.AGraph  # without types of its own
    graph: Any = made(directed=True, strict=False, rankdir="TB", splines="false", fontname="none")
    graph.node_attr.update(shape="box", fixedsize="true", width="1", height="0.5", label="")
    graph.add_nodes_from(names.values())
    for step in chart.steps:
        for way in step.ways:
            if way.to in names and way.to != step.key:
                graph.add_edge(names[step.key], names[way.to], weight="1" if way.label else "2")
    graph.layout(prog="dot")
    places = {key: _place(graph.get_node(name).attr["pos"]) for key, name in names.items()}
    levels = sorted({-y for _x, y in places.values()})
    return {key: levels.index(-y) for key, (_x, y) in places.items()}, {key: x for key, (x, _y) in places.items()}


def _place(written: str) -> tuple[float, float]:
    x, y = written.split(",")
    return float(x), round(float(y), 1)
