"""The sheet a map is drawn on: frame, grid, zones, shore and contours, in the picture's own units.

Fit runs from left to right, support upward, both from 0 to 1. Two sheets exist, because a wide map made small
for a phone would have letters of nine pixels.
"""

from dataclasses import dataclass, replace

from evaluations.vocabulary import BAR_HIGH, BAR_LOW


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, kw_only=True)
class Text:
    """A piece of text: where its baseline begins, ends or is halved (`anchor`), turned by `turn` degrees."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    kind: str = ""
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Area:
    """A zone of the map: ready, constraint or short."""

    zone: str
    box: Box


@dataclass(frozen=True, kw_only=True)
class Line:
    """A straight line; `depth` counts the shore lines outward."""

    x1: float
    y1: float
    x2: float
    y2: float
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """Size and proportions of a picture."""

    name: str
    width: int
    height: int
    plot: Box
    mark: float
    cap: float
    neat: float
    named: bool
    ticks: tuple[float, ...]
    shores: tuple[float, ...]
    contours: tuple[tuple[float, float], ...]
    # Axes in words: where there is enough, and where there is all.
    worded: bool = False
    # Short titles and one line a label: letters of a readable size take their room on a narrow sheet.
    brief: bool = False
    # How far the middles of two marks stay apart; 0: as far as a mark is wide.
    room: float = 0
    # How far off its mark a label may stand, nearest first, and from where a line leads to it.
    gaps: tuple[float, ...] = (4.0, 12.0, 24.0, 40.0)
    led_from: float = 12.0

    def x(self, fit: float) -> float:
        """Where a fit stands, across."""
        return self.plot.left + fit * self.plot.width

    def y(self, support: float) -> float:
        """Where a support stands; support goes upward, the picture's units downward."""
        return self.plot.bottom - support * self.plot.height


WIDE = Canvas(
    name="wide",
    width=910,
    height=664,
    plot=Box(left=86, top=14, right=882, bottom=598),
    mark=24,
    cap=4,
    neat=5,
    named=True,
    ticks=(0, 0.25, 0.375, 0.5, 0.625, 0.75, 1),
    shores=(4, 9, 16, 25),
    contours=((0.05, 28), (0.125, 38), (0.21, 50)),
)

NARROW = Canvas(
    name="narrow",
    width=358,
    height=446,
    plot=Box(left=40, top=8, right=350, bottom=392),
    mark=20,
    cap=3,
    neat=4,
    named=False,
    ticks=(0, 0.375, 0.625, 1),
    shores=(3, 6.5, 11),
    contours=((0.05, 19), (0.125, 26), (0.21, 34)),
)

# The map beside the finding: a first screen of 1280 by 800 holds it, and one of 390 by 844.
STAGE = Canvas(
    name="wide",
    width=760,
    height=562,
    plot=Box(left=44, top=8, right=750, bottom=536),
    mark=24,
    cap=4,
    neat=4,
    named=True,
    ticks=(),
    shores=(4, 9, 16, 25),
    contours=((0.035, 21), (0.095, 27), (0.165, 33), (0.245, 40)),
    worded=True,
    room=33,
    gaps=(8.0, 16.0, 28.0, 44.0, 62.0),
    led_from=0,
)

STAGE_NARROW = Canvas(
    name="narrow",
    width=358,
    height=340,
    plot=Box(left=34, top=6, right=352, bottom=316),
    mark=18,
    cap=3,
    neat=4,
    named=True,
    ticks=(),
    shores=(4, 9, 16),
    contours=((0.035, 21), (0.095, 27), (0.165, 33)),
    worded=True,
    brief=True,
    room=26,
    gaps=(6.0, 12.0, 20.0, 32.0, 46.0),
    led_from=0,
)

# The map of a scenario on a phone: low enough to stay in sight above the answers.
SCENARIO_NARROW = replace(
    STAGE_NARROW, height=250, plot=Box(left=34, top=6, right=352, bottom=226), gaps=(6.0, 12.0, 20.0, 32.0)
)


def areas(sheet: Canvas) -> tuple[Area, ...]:
    """The three zones, named by what the position alone allows."""
    plot, shore, bar = sheet.plot, sheet.x(BAR_HIGH), sheet.y(BAR_HIGH)
    return (
        Area(zone="short", box=Box(left=plot.left, top=plot.top, right=shore, bottom=plot.bottom)),
        Area(zone="constraint", box=Box(left=shore, top=bar, right=plot.right, bottom=plot.bottom)),
        Area(zone="ready", box=Box(left=shore, top=plot.top, right=plot.right, bottom=bar)),
    )


def zone_at(sheet: Canvas, x: float, y: float) -> str:
    """The zone of a place."""
    if x < sheet.x(BAR_HIGH):
        return "short"
    return "ready" if y <= sheet.y(BAR_HIGH) else "constraint"


def grid(sheet: Canvas) -> str:
    """Lines at every sixteenth, as one path."""
    plot = sheet.plot
    steps = [step / 16 for step in range(1, 16)]
    upright = "".join(f"M{place(sheet.x(step))} {place(plot.top)}V{place(plot.bottom)}" for step in steps)
    level = "".join(f"M{place(plot.left)} {place(sheet.y(step))}H{place(plot.right)}" for step in steps)
    return upright + level


def borders(sheet: Canvas) -> tuple[Line, ...]:
    """The shore where fit meets the bar, and the border above which support meets it."""
    plot, shore, bar = sheet.plot, sheet.x(BAR_HIGH), sheet.y(BAR_HIGH)
    return (
        Line(x1=shore, y1=plot.top, x2=shore, y2=plot.bottom),
        Line(x1=shore, y1=bar, x2=plot.right, y2=bar),
    )


def low_line(sheet: Canvas) -> Line:
    """Where support is just enough for designing in."""
    level = sheet.y(BAR_LOW)
    return Line(x1=sheet.plot.left, y1=level, x2=sheet.x(BAR_HIGH), y2=level)


def waters(sheet: Canvas) -> tuple[Line, ...]:
    """Lines along the shore on the side that is short of the bar, ever fainter."""
    plot, shore = sheet.plot, sheet.x(BAR_HIGH)
    return tuple(
        Line(x1=shore - away, y1=plot.top, x2=shore - away, y2=plot.bottom, depth=depth)
        for depth, away in enumerate(sheet.shores, start=1)
    )


def contours(sheet: Canvas) -> tuple[str, ...]:
    """Lines of equal height above both bars: the lesser of fit and support, drawn with round corners."""
    plot = sheet.plot
    paths = []
    for above, radius in sheet.contours:
        x, y = sheet.x(BAR_HIGH + above), sheet.y(BAR_HIGH + above)
        turn = min(radius, y - plot.top)
        paths.append(
            f"M{place(x)} {place(plot.top)}V{place(y - turn)}"
            f"Q{place(x)} {place(y)} {place(x + turn)} {place(y)}H{place(plot.right)}"
        )
    return tuple(paths)


def neatline(sheet: Canvas) -> tuple[Box, ...]:
    """The dark pieces of the map's border: every second eighth, on all four sides."""
    plot, neat = sheet.plot, sheet.neat
    pieces = []
    for step in range(0, 8, 2):
        left, right = sheet.x(step / 8), sheet.x((step + 1) / 8)
        low, high = sheet.y(step / 8), sheet.y((step + 1) / 8)
        pieces += [
            Box(left=left, top=plot.top - neat, right=right, bottom=plot.top),
            Box(left=left, top=plot.bottom, right=right, bottom=plot.bottom + neat),
            Box(left=plot.left - neat, top=high, right=plot.left, bottom=low),
            Box(left=plot.right, top=high, right=plot.right + neat, bottom=low),
        ]
    return tuple(pieces)


def outer_frame(sheet: Canvas) -> Box:
    """The frame around the border."""
    plot, neat = sheet.plot, sheet.neat
    return Box(left=plot.left - neat, top=plot.top - neat, right=plot.right + neat, bottom=plot.bottom + neat)


def ticks(sheet: Canvas) -> tuple[Text, ...]:
    """The numbers along both axes, or the words."""
    plot = sheet.plot
    if sheet.worded:
        return _words(sheet)
    across = [
        Text(
            text=f"{value:g}", x=sheet.x(value), y=plot.bottom + sheet.neat + 16, anchor="middle", kind="tick"
        )
        for value in sheet.ticks
    ]
    upward = [
        Text(text=f"{value:g}", x=plot.left - sheet.neat - 6, y=sheet.y(value) + 4, anchor="end", kind="tick")
        for value in sheet.ticks
    ]
    return (*across, *upward)


def _words(sheet: Canvas) -> tuple[Text, ...]:
    plot, foot, side = sheet.plot, sheet.plot.bottom + sheet.neat + 15, sheet.plot.left - sheet.neat - 5
    bar = sheet.y(BAR_HIGH)
    return (
        Text(text="enough", x=sheet.x(BAR_HIGH), y=foot, anchor="middle", kind="tick"),
        Text(text="full", x=plot.right, y=foot, anchor="end", kind="tick"),
        Text(text="enough", x=side, y=bar, anchor="middle", kind="tick", turn=-90),
    )


def titles(sheet: Canvas) -> tuple[Text, ...]:
    """Axis and zone titles."""
    if sheet.worded:
        return _worded_titles(sheet)
    plot, shore = sheet.plot, sheet.x(BAR_HIGH)
    across = "Fit: how well market and product suit the path" if sheet.named else "Fit"
    upward = "Support: capability, constraint, growth model" if sheet.named else "Support"
    inset, down = (16, 30) if sheet.named else (7, 19)
    texts = [
        Text(text=across, x=plot.left, y=plot.bottom + sheet.neat + (41 if sheet.named else 34), kind="axis"),
        Text(text=upward, x=24 if sheet.named else 12, y=plot.bottom, kind="axis", turn=-90),
        Text(text="Fit not there yet", x=plot.left + inset, y=plot.top + down, kind="zone"),
        Text(text="Ready to scale", x=shore + inset - 2, y=plot.top + down, kind="zone"),
        Text(
            text="Constraint first",
            x=plot.right - inset + 4,
            y=plot.bottom - inset,
            anchor="end",
            kind="zone",
        ),
    ]
    if sheet.named:
        said = "above this line, designing in can be enough"
        texts.append(Text(text=said, x=plot.left + inset, y=sheet.y(BAR_LOW) - 8, kind="note"))
    return tuple(texts)


def _worded_titles(sheet: Canvas) -> tuple[Text, ...]:
    plot, shore = sheet.plot, sheet.x(BAR_HIGH)
    across = "Fit" if sheet.brief else "Fit: how well market and product suit the path"
    upward = "Support" if sheet.brief else "Support: what carries it"
    down = 20 if sheet.brief else 25
    texts = [
        Text(text=across, x=plot.left, y=plot.bottom + sheet.neat + 15, kind="axis"),
        Text(text=upward, x=12 if sheet.brief else 16, y=plot.bottom, kind="axis", turn=-90),
        Text(text="Fit not there yet", x=plot.left + 10, y=plot.top + down, kind="zone"),
        Text(text="Ready to scale", x=shore + 8, y=plot.top + down, kind="zone"),
        Text(text="Constraint first", x=plot.right - 10, y=plot.bottom - 11, anchor="end", kind="zone"),
    ]
    if not sheet.brief:
        said = "above this line, product work can be enough"
        texts.append(Text(text=said, x=plot.left + 10, y=sheet.y(BAR_LOW) - 7, kind="note"))
    return tuple(texts)


def place(value: float) -> str:
    """A coordinate as it is written into a path: at most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
