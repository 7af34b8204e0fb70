// The types that the comments of the modules name; for the type checker and for readers, no part of the page.

/** Days are numbers as in Python's `date.toordinal()`; -Infinity and Infinity where there is no limit. */
type Day = number;
/** An actor or a relation, by its place in the columns of the data. */
type Actor = number;
type Row = number;
/** 0 hidden, 1 maybe, 2 last (or first) reported on another day, 3 for sure. */
type Verdict = number;

/** Columns of equal length; null where a row lacks the field, no column where all do. */
type Table = { [name: string]: any };

interface Kind {
  name: string;
  label: string;
  shape: string;
  light: string;
  dark: string;
}

interface Family {
  name: string;
  label: string;
  meaning: string;
  light: string;
  dark: string;
}

interface RelationType {
  name: string;
  label: string;
  family: string;
  meaning: string;
  kind: string;
  background: boolean;
  newsroom: boolean;
  symmetric: boolean;
  /** The verb of a sentence: in the past, in the present; the same from the target's side, if it differs. */
  verbs: string[];
  /** Whether it is somebody's speech, which tells less of how two are tied than what was done. */
  speech: boolean;
  /** Whether it goes against the target, or ends what was between the two. */
  against?: boolean;
}

interface Source {
  id: string;
  publisher: string;
  title: string;
  author: string;
  published: string;
  known: Day;
  url?: string;
  archived?: string;
  /** Addresses that are none of the web: told, never linked. */
  url_told?: string;
  archived_told?: string;
  /** The ids of those that it was rewritten from. */
  derived?: string[];
  reliability?: string;
  note?: string;
  /** As a bibliography of it alone holds it: in BibTeX, CSL-JSON and RIS. */
  cited: any[];
}

interface Step {
  title: string;
  text: string;
  focus: string[];
  selection: string;
  day: Day;
  from: Day;
  to: Day;
}

interface Opening {
  mode: Mode;
  day: Day;
  from: Day;
  to: Day;
  known_by: Day;
  newsroom: boolean;
  any_status: boolean;
  no_claims: boolean;
  no_contested: boolean;
  reported_within: number;
  step: number;
  [name: string]: any;
}

/** What lies in the page as JSON. */
interface PageData {
  title: string;
  description: string;
  opening: Opening;
  axis: [Day, Day] | null;
  whole_axis: [Day, Day] | null;
  /** The last day that the sources reach; without any, the last on which something began. */
  newest: Day | null;
  kinds: Kind[];
  families: Family[];
  statuses: string[];
  types: RelationType[];
  sources: Source[];
  story: Step[];
  last_published: Day | null;
  /** The first day that the whole dataset states, where this is a part of it. */
  first_stated?: Day | null;
  drawn_at_first: number | null;
  not_between: string[];
  /** What each voice is called, by its id. */
  voices: Record<string, string>;
  actors: Table;
  relations: Table;
  [name: string]: any;
}

type Mode = "all" | "span" | "day" | "diff";

type LaneOrder = "first" | "most" | "kind" | "group" | "name" | "around";

/** What is seen of the lanes: their size, where they are scrolled to, and who stands in which row (-1: in none). */
interface LaneFrame {
  width: number;
  height: number;
  /** How wide the names are. */
  names: number;
  /** How high the days above the rows are. */
  head: number;
  top: number;
  /** How low rows may be. */
  lowest: number;
  rowHeight: number;
  rows: Actor[];
  place: Int32Array;
}

/** A relation on the lanes: where it stands in time, at its source, and at its target, in pixels; and whom it is about in other rows. */
interface LaneMark {
  row: Row;
  x: number;
  from: number;
  to: number;
  about: Actor[];
}

/** What is asked of a path. */
interface Question {
  from: Actor | null;
  to: Actor | null;
  inTime?: boolean;
  strict?: boolean;
  through?: boolean;
  /** Walk no hop only because a relation is about one of its two actors. */
  direct?: boolean;
}

/** A chain of relations, with the days on which its hops are walked where it was looked for in time. */
interface Path {
  actors: Actor[];
  relations: Row[];
  sure: boolean;
  days?: [Day, Day][];
  more?: number[];
}

interface FoundPaths {
  paths: Path[];
  count: number;
  stopped?: boolean;
  skipped: { actor: Actor; paths: number }[];
}

/** The chosen path: what is asked, all that was found, and the one of them that is shown. */
type ChosenPath = Question & Partial<FoundPaths> & Partial<Path> & { shown?: number; place?: number };

interface Choice {
  actor?: Actor;
  /** Several at once. */
  actors?: Actor[];
  relation?: Row;
  /** All that is between two actors. */
  pair?: [Actor, Actor];
  path?: ChosenPath;
  finding?: Question;
}

/** What can be lit. */
type Focus = Choice & { rows?: Row[]; opened?: number };

/** What is being looked at. */
interface View {
  mode: Mode;
  from: Day;
  to: Day;
  day: Day;
  before: Day;
  after: Day;
  /** Through what had been said by this day. */
  knownBy: Day;
  /** Only what is sure. */
  certain: boolean;
  /** Only what is sure or merely unreported. */
  reported: boolean;
  undated: boolean;
  noClaims: boolean;
  noContested: boolean;
  /** Of what is merely unreported, only what was last reported at most so many days before; null: all. */
  reportedWithin: number | null;
  /** Only what has this mark: claimed, contested, unreported or maybe. */
  mark: string | null;
  /** Actors left out with all their relations, those between which alone relations are shown, and those always in the picture. */
  hide: Set<Actor>;
  only: Set<Actor>;
  pin: Set<Actor>;
  offFamilies: Set<string>;
  offTypes: Set<string>;
  offKinds: Set<string>;
  offStatuses: Set<string>;
  /** Empty: all. */
  onlyVoices: Set<string>;
  onlyPublishers: Set<string>;
  onlyAgainst: Set<string>;
  /** Each a name and a value: `country=US`. */
  onlyAttributes: Set<string>;
  /** Of which kind one end must be, that with the attributes. */
  onlyKinds: Set<string>;
  /** Kinds of actor that the drawing of a large graph leaves out. */
  undrawn: Set<string>;
  /** What actors are coloured, and sized, by: an attribute, or a measure of what is shown; null: as usual. */
  colour: string | null;
  size: string | null;
  /** What they stand in frames by, and the width and height of the canvas that these are for; null: as it is. */
  arrange: string | null;
  canvas: [number, number] | null;
  /** What the rows of the lanes are ordered by; null where the graph is shown. */
  lanes: LaneOrder | null;
  /** More than 0: only what is within so many hops of the chosen actor. */
  depth: number;
  selection: Choice | null;
  /** Where the reader dragged actors. */
  moved: Map<Actor, [number, number]>;
  /** Middle and scale of the camera, once the reader moved it. */
  look: [number, number, number] | null;
  /** First and last day of the time axis, once the reader changed it. */
  axis: [Day, Day] | null;
  /** Actors that were expanded, in large graphs. */
  grown: Set<Actor>;
  /** How many of the most connected are drawn in a large graph; null: as many as at first. */
  most: number | null;
  /** Whether every relation is drawn as a line of its own, not a pair as one. */
  single: boolean;
  /** Whether lines carry words where there is room. */
  words: boolean;
  /** The place of the story's step, from 0. */
  step: number | null;
}
type ViewParts = Partial<View>;

interface Point {
  x: number;
  y: number;
}

/** A quadratic curve in units of the graph, from rim to rim. */
interface Curve {
  x0: number;
  y0: number;
  cx: number;
  cy: number;
  x1: number;
  y1: number;
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What those actors stand in that have one value, are of one kind, or in one group; or the rest of them. */
type Frame = Area & { title: string; members: Actor[]; rest: boolean };

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
  owner?: number;
  [name: string]: any;
}

/** How many begin in each bar, as bar * families + family. */
type Bars = ReturnType<typeof import("./beginnings.js").countBins>;

interface Unit {
  name?: string;
  days?: number;
  months?: number;
}

/** One hop on from each actor: the other end and the relation best vouched for. */
type Steps = Map<Actor, Row>[];

/** For each actor its labels, by their number of hops and how many of these are by what a relation is about. */
type Reached = Map<number, { day: Day; entered: Row[] }[]>[];

/** What a search for chains in time asks: its ends, the verdicts on what is walked, through whom no chain runs, and how time passes. */
interface TimedSearch extends Ends {
  walkable: Uint8Array;
  clock: WalkClock;
  direct: boolean;
}

/** The ends of a chain, and through whom none runs. */
interface Ends {
  from: Actor;
  to: Actor;
  closed: (actor: Actor) => boolean;
}

/** What chains walk on: for each actor the most telling relation to each neighbour, how those of a hop are walked, and all of a hop. */
interface Net {
  steps: Steps;
  ways: WaysOf;
  walkable: Uint8Array;
}

/** How a relation is walked in a hop: whether from an actor whom it and others are about, or to one. */
interface Way {
  row: Row;
  enters: boolean;
  leaves: boolean;
}

/** How the relations of a hop are walked; null where none is entered or left. */
type WaysOf = (here: Actor, there: Actor) => Way[] | null;

/** An actor of the shortest chains, told apart by what the hops to the goal must leave. */
interface Place {
  actor: Actor;
  left: Row[][];
  onward: Place[];
  count: number;
}

/** The places of the shortest chains from start to goal, and the relations that these may enter and leave. */
interface PlacedChains {
  rings: Place[][];
  tracked: Set<Row>;
  inARow: boolean;
}

/** How time passes along a chain. */
interface WalkClock {
  since: Day;
  until: Day;
  step: number;
  start: Day;
  walked(before: Day, row: Row): Day;
  deadline: (row: Row, day: Day) => Day;
}

/** What is drawn on: a canvas, or what keeps a drawing as SVG. */
type Surface = CanvasRenderingContext2D & { newPath?: () => Path2D };

interface Key {
  press: string[];
  says: string;
  act?: (event: KeyboardEvent) => void;
  only?: "graph" | "drawing";
}

/** An element of the page by its id: the template says which it is. */
type PageElement = HTMLInputElement & HTMLCanvasElement & HTMLDialogElement & HTMLDetailsElement;

type Child = Node | string | number | boolean | null | undefined | Child[];

/** vis-network, which the page brings along. */
declare const vis: { Network: any; DataSet: any };

interface Window {
  graphkit: object;
}

type SetPart = "offFamilies" | "offTypes" | "offKinds" | "offStatuses" | "onlyVoices" | "onlyPublishers" | "onlyAgainst" | "onlyAttributes" | "onlyKinds" | "undrawn";
type DayPart = "from" | "to" | "day" | "before" | "after";

/** What was known of a relation from a day on. */
interface Version {
  known?: Day;
  /** The first day on which it may have been set aside; when it was, in words and in EDTF. */
  aside?: [Day, string, string];
  /** Its status by then, where that is not the relation's own. */
  status?: string;
  bounds?: [Day, Day, Day, Day];
  /** The days on one of which it was first, or last, reported as so, where its start, or its end, is unknown. */
  first_reported?: [Day, Day];
  last_reported?: [Day, Day];
  /** The days between the bounds of its start, and of its end, that a set of days leaves out. */
  gaps?: [Day, Day][];
  end_gaps?: [Day, Day][];
  /** The first day that its evidence states. */
  stated?: Day;
  words?: string;
  /** The date that its evidence gives, where that is not the relation's own; null if it gives several. */
  when?: [string | null];
  voices?: string[];
  origins: number;
  [flag: string]: any;
}

/** What an entry of the evidence says. */
interface Evidence {
  source: number;
  known?: Day;
  paragraph?: number;
  voice?: string;
  said?: string;
  quote?: string;
  note?: string;
  url?: string;
  archived?: string;
  url_told?: string;
  archived_told?: string;
  contradicts?: boolean;
  /** From which day its publisher took it back; of a known entry, whether it did by then. */
  back?: any;
  type?: string;
  status?: string;
  when?: string;
  /** Whether it gives no day. */
  undated?: boolean;
  /** On which day it says that it was so: in 2023. */
  attests?: string;
}

interface Chain {
  actors: Actor[];
  relations: Row[];
}

/** A part of a diff: one change, for sure or maybe. */
interface DiffPart {
  change: number;
  verdict: Verdict;
  words: string;
  rows: Row[];
}

/** What is summed up along the bars: at its two ends only. */
type Marks = Record<"rate" | "whole", Float64Array>;

interface Drag {
  grip: string;
  x: number;
  day: Day;
  first: Day;
  last: Day;
  moved: boolean;
}

interface Option {
  value: any;
  lines: Child[];
}

interface OptionGroup {
  label: string;
  /** What one of it is called. */
  one: string;
  options: Option[];
  /** How many did not fit. */
  more?: number;
}

/** An entry on the panel of filters. */
interface Entry {
  group: string;
  name: string;
  label: string;
  box: HTMLInputElement | null;
  line: HTMLElement | null;
  count: HTMLElement;
  alone: HTMLElement;
  told?: number | null;
}

/** Where a path is that is not in what is shown. */
interface Nearest {
  from?: Day;
  to?: Day;
  day?: Day;
  /** Whether none is nearer for sure, of a period. */
  sure?: boolean;
}

/** What stands in the way of a path: its name, and what to change in the view or the question to be rid of it. */
interface Reason {
  name?: string;
  group?: string;
  filter?: string | null;
  view?: ViewParts;
  question?: Partial<Question>;
  length?: number;
}

/** The head of a line: how long it is, and its corners along and across it. */
interface Head {
  length: number;
  corners: number[][];
}

/** An entry in the legend of a picture. */
interface LegendItem {
  text?: string;
  family?: number;
  change?: number;
  mark?: string;
  kind?: number;
  /** The colours, or the size, of actors. */
  spots?: string[];
  radius?: number;
}

/** What a click does, with what was clicked, and what a double click does. */
interface Clicks {
  click: (clicked: Choice | null, shift: boolean, also: boolean) => void;
  open: (clicked: Choice | null) => void;
}

/** A pair where there is room for one line only. */
interface StraightLine {
  level: number;
  colour: string;
  verdict: Verdict;
  width: number;
  mark: string;
}

/** What is stroked: a relation, or a stripe of those of a pair that look alike; widths and offsets in the breadth of lines. */
interface Stroke {
  pair: number;
  row: Row;
  rows: Row[];
  isStripe: boolean;
  level: number;
  colour: string;
  thin: boolean;
  verdict: Verdict;
  width: number;
  weight: number;
  offset: number;
  /** How far before its two ends a stripe stops. */
  trim: number[];
  heads: { end: number; family: number; against: boolean; hollow: boolean; size: number }[];
}

/** Who is tied to whom: the neighbours of the nth are `next` from `first[n]` up to `first[n + 1]`. */
type Ties = ReturnType<typeof import("./ties.js").tiesAmong>;

/** Two figures of each actor, what is sure and what may be, and of how many relations. */
type Measured = ReturnType<typeof import("./measures.js").measure>;

/** What colours or sizes actors: a figure, or names. */
interface Scale {
  title: string;
  /** What it says of an actor. */
  textOf: (actor: Actor) => string;
  /** The lowest and the highest figure, or one where they are the same. */
  ends: string[];
  /** Where an actor's figure is between the lowest and the highest; NaN where it has none. */
  shares: Float64Array;
  /** The names that have a colour. */
  entries: { tone: number; label: string }[];
  /** The colour of each actor, of names. */
  tones?: Uint8Array;
  /** Of names: who has which, what is said of those who have none, and what they are called. */
  sets?: { label: string, actors: Actor[] }[];
  none?: string;
  more?: string;
  /** Those who have a figure, in order. */
  places: { actor: Actor; place: number }[] | null;
  /** Whether only what is sure counts, and there is more. */
  unsure?: boolean;
  /** Why there are no figures. */
  refused?: string;
}

/** A walk from one to all within reach: in which order, how far, in how many shortest ways, and over which ties. */
interface Walk {
  order: Int32Array;
  reached: number;
  distance: Int32Array;
  ways: Float64Array;
  here: Int32Array;
  there: Int32Array;
  led: number;
}
