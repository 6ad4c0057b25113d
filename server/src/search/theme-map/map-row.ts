import type { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';
import type { NamedPlace } from './named-place.js';
import type { ThemeMapCell, ThemeMapRow } from './theme-map.type.js';

/** What is added at a place. */
interface Figures {
  readonly materials?: number;
  readonly nothing?: number;
  readonly unopened?: number;
  readonly requests?: number;
  readonly openCalls?: number;
}

/** A row of the map while it is counted. */
export class MapRow {
  private readonly sum = { materials: 0, nothing: 0, unopened: 0, requests: 0, openCalls: 0 };
  private readonly cells = new Map<string, ThemeMapCell>();

  constructor(
    private readonly id: string,
    private readonly theme: PriorityThemeType | null,
    private readonly depth: number,
  ) {}

  /** Adds at one place; without kind and level to the sum of the row. */
  add({ kind, level }: NamedPlace, figures: Figures): void {
    const { materials = 0, nothing = 0, unopened = 0, requests = 0, openCalls = 0 } = figures;
    if (kind === null && level === null) {
      this.sum.materials += materials;
      this.sum.nothing += nothing;
      this.sum.unopened += unopened;
      this.sum.requests += requests;
      this.sum.openCalls += openCalls;
      return;
    }
    const key = `${kind} ${level}`;
    const cell = this.cells.get(key) ?? { kind, level, materials: 0, searches: 0, requests: 0 };
    cell.materials += materials;
    cell.searches += nothing + unopened;
    cell.requests += requests;
    this.cells.set(key, cell);
  }

  /** Adds what was asked for to the row, and to each place that it names. */
  addNamed({ kind, level }: NamedPlace, figures: Figures): void {
    this.add({ kind: null, level: null }, figures);
    if (kind !== null) this.add({ kind, level: null }, figures);
    if (level !== null) this.add({ kind: null, level }, figures);
    if (kind !== null && level !== null) this.add({ kind, level }, figures);
  }

  /** As the API gives it. */
  toType(): ThemeMapRow {
    const { id, theme, depth } = this;
    return { id, theme, depth, ...this.sum, cells: [...this.cells.values()] };
  }
}
