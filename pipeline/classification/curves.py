"""Curves as SVG, drawn from the figures of the card: the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 36, 48
GRID = 4
_LOOK = 'role="img" font-family="sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: what it shows, from where to where, and how its ticks are written (a format of `str.format`)."""

    title: str
    low: float
    high: float
    tick: str

    def ticks(self) -> list[float]:
        """Return the values of the grid's lines."""
        return [self.low + (self.high - self.low) * step / GRID for step in range(GRID + 1)]


def risk_coverage_svg(points: Sequence[tuple[float, float]]) -> str:
    """Return the picture of (coverage, risk): what is wrong among the most confident share of answers."""
    top = max(0.05, *(risk for _, risk in points))
    across, up = Axis("share of answers given, most confident first", 0, 1, "{:.0%}"), Axis("wrong", 0, top, "{:.1%}")
    return _picture("Risk and coverage", across, up, points)


def learning_curve_svg(points: Sequence[tuple[float, float]]) -> str:
    """Return the picture of (phrases known, accuracy on phrases not seen)."""
    low = min(0.5, *(accuracy for _, accuracy in points))
    across, up = (
        Axis("phrases learned from", 0, max(size for size, _ in points), "{:.0f}"),
        Axis("right", low, 1, "{:.0%}"),
    )
    return _picture("Learning curve", across, up, points)


def _picture(title: str, across: Axis, up: Axis, points: Sequence[tuple[float, float]]) -> str:
    places = [(_x(across, x), _y(up, y)) for x, y in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    told = "; ".join(f"{across.tick.format(x)}: {up.tick.format(y)}" for x, y in points)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {_LOOK}>',
        f"<title>{title}</title><desc>{told}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-weight="bold">{title}</text>',
        *(_upright_tick(up, value) for value in up.ticks()),
        *(_across_tick(across, value) for value in across.ticks()),
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{across.title}</text>',
        f'<text x="14" y="{HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 14 {HEIGHT / 2})">{up.title}</text>',
        f'<polyline points="{line}" fill="none" stroke="#1f5f99" stroke-width="2"/>',
        *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1f5f99"/>' for x, y in places),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _upright_tick(axis: Axis, value: float) -> str:
    y = _y(axis, value)
    return (
        f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#dddddd"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{axis.tick.format(value)}</text>'
    )


def _across_tick(axis: Axis, value: float) -> str:
    x = _x(axis, value)
    return f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{axis.tick.format(value)}</text>'


def _x(axis: Axis, value: float) -> float:
    return LEFT + (value - axis.low) / (axis.high - axis.low) * (WIDTH - LEFT - RIGHT)


def _y(axis: Axis, value: float) -> float:
    return HEIGHT - BOTTOM - (value - axis.low) / (axis.high - axis.low) * (HEIGHT - TOP - BOTTOM)
