/** Proposed themes as matters of an agenda, and what the signature does to them. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { approveByProtocol } from '../themes/theme-desk.js';
import { AgendaOutcome } from './agenda-item-kind.js';
import type { AgendaItem } from './meeting.entity.js';
import { isOnAgenda } from './on-agenda.js';

/** A proposed theme for a matter, which is on no other agenda. @throws InvalidInput */
export async function themeFor(em: EntityManager, id: string): Promise<PriorityTheme> {
  const theme = isUuid(id) ? await em.findOne(PriorityTheme, id) : null;
  if (!theme || !waits(theme)) throw new InvalidInput({ theme: NOT_WAITING });
  if (await isOnAgenda(em, 'theme', theme.id)) throw new InvalidInput({ theme: ON_AGENDA });
  return theme;
}

/** Whether the theme of a matter waits for a decision no more. */
export function isStaleTheme({ theme }: AgendaItem): boolean {
  return theme != null && !waits(theme.unwrap());
}

/** Does what was decided on a theme. @throws Conflict when it waits for a decision no more */
export async function carryOutTheme(
  em: EntityManager,
  { theme: about, outcome }: AgendaItem,
  by: string,
  decision: string,
): Promise<void> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const theme = await em.findOneOrFail(PriorityTheme, about!.id, lock);
  if (!waits(theme)) throw new Conflict(GONE);
  if (outcome === AgendaOutcome.APPROVE) await approveByProtocol(em, by, theme, decision);
}

const waits = ({ status, mergedInto }: PriorityTheme): boolean =>
  status === ThemeStatus.PROPOSED && mergedInto == null;

const NOT_WAITING = { ru: 'эта тема не ждёт решения', en: 'this theme does not wait for a decision' };
const ON_AGENDA = {
  ru: 'эта тема уже в повестке другого заседания или этого',
  en: 'this theme is on an agenda already',
};
const GONE = {
  ru: 'Одна из тем больше не ждёт решения: её утвердили или слили с другой. Откройте заседание снова и уберите её из повестки.',
  en: 'A theme does not wait for a decision any more: it was approved or merged. Open the meeting again and take it off the agenda.',
};
