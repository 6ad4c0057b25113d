import type { Pool } from 'pg';
import { MAP_ROLES } from '../../council/council.policy.js';
import { requireRole } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import type { Client } from '../../platform/context.js';
import { InvalidInput, LimitExceeded, NotFound } from '../../platform/errors.js';
import { requiredLine } from '../../platform/plain-text.js';
import { TODAY } from '../../platform/time-zone.js';
import { isUuid } from '../../platform/uuid.js';
import type { GapReads } from '../gaps/gap.reads.js';
import { LONGEST_PERIOD } from '../gaps/gap.service.js';
import { OnceADay } from '../gaps/once-a-day.js';
import { isPersonal } from '../gaps/personal.js';
import type { MaterialRequestInput } from './request.input.js';
import type { MaterialRequestType } from './request.type.js';

const SHORTEST = 5;
const LONGEST = 300;
/** Requests that come from one address a day: a teachers' room has one address. */
const MOST_AN_ADDRESS = 10;
/** Requests of a day in all: more is no more what people miss. */
const MOST_A_DAY = 300;
const MOST = 100;

/** Takes what readers say that they miss. No account is needed and nobody is recorded. */
export class RequestService {
  private readonly visitors = new OnceADay(MOST_AN_ADDRESS);

  constructor(
    private readonly pool: Pool,
    private readonly gaps: GapReads,
  ) {}

  /**
   * Keeps what is missed; the same by the same visitor twice a day is once.
   * @throws InvalidInput for what seems to hold somebody's own data
   */
  async ask({ text, kind, level }: MaterialRequestInput, client: Client): Promise<void> {
    const wish = requiredLine('text', text, LONGEST);
    if (wish.length < SHORTEST) throw new InvalidInput({ text: 'length' });
    if (isPersonal(wish)) throw new InvalidInput({ text: NO_PERSON });
    const { rows } = await this.pool.query<{ full: boolean }>({
      name: 'material-requests-today',
      text: `select count(*) >= $1 as full from material_request where day = ${TODAY}`,
      values: [MOST_A_DAY],
    });
    if (rows[0]!.full || this.visitors.isFull(client)) throw new LimitExceeded(ENOUGH);
    if (!this.visitors.counts(client, wish.toLowerCase())) return;
    await this.pool.query({
      name: 'material-request',
      text: 'insert into material_request (wish, kind, level) values ($1, $2, $3)',
      values: [wish, kind ?? null, level ?? null],
    });
  }

  /** What was missed within so many days, the newest first. @throws Forbidden for those who do not see to it */
  async all(actor: Actor, days: number, first: number): Promise<MaterialRequestType[]> {
    requireRole(actor, MAP_ROLES);
    if (days < 1 || days > LONGEST_PERIOD) throw new InvalidInput({ days: 'range' });
    if (first < 1 || first > MOST) throw new InvalidInput({ first: 'range' });
    const [requests, { themes, words }] = await Promise.all([
      this.gaps.requests(days),
      this.gaps.themeWords(),
    ]);
    const byId = new Map(themes.map((theme) => [theme.id, theme]));
    return requests
      .slice(0, first)
      .map((request) => ({ ...request, themes: words.about(request.text).map((id) => byId.get(id)!) }));
  }

  /** Takes a request away: nonsense, or somebody's own data after all. */
  async dismiss(actor: Actor, id: string): Promise<boolean> {
    requireRole(actor, MAP_ROLES);
    if (!isUuid(id)) throw new NotFound();
    const { rowCount } = await this.pool.query('delete from material_request where id = $1', [id]);
    if (rowCount === 0) throw new NotFound();
    return true;
  }
}

const NO_PERSON = {
  ru: 'похоже, здесь адрес, телефон или номер документа: уберите их, просьба хранится без имени',
  en: 'this seems to hold an address, a telephone or a document’s number: take it out, requests are kept without names',
};
const ENOUGH = {
  ru: 'На сегодня просьб достаточно. Повторите завтра.',
  en: 'There are enough requests for today. Try again tomorrow.',
};
