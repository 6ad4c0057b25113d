import type { MikroORM } from '@mikro-orm/postgresql';
import type { PersonalDataLog } from '../../directory/administration/personal-data-log.js';
import { requireRole, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { InvalidInput } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { requiredLine } from '../../platform/plain-text.js';
import { sqlArray } from '../../platform/sql-array.js';
import { isUuid } from '../../platform/uuid.js';
import { excerpt } from './excerpt.js';
import type { LeftMention, MentionSearch } from './mention.type.js';
import { mentionPlaces } from './mention-places.js';
import { findMentions } from './mentions.js';
import { wordsOf } from './name-forms.js';

const LONGEST = 100;
const MOST_WORDS = 4;

/** Shows administrators where somebody is named; the journal keeps that they looked, and never for whom. */
export class MentionService {
  constructor(
    private readonly orm: MikroORM,
    private readonly log: PersonalDataLog,
  ) {}

  /**
   * Looks for a name in all texts of the bank.
   * @throws Forbidden to all but administrators; InvalidInput
   */
  async search(actor: Actor, name: string, locale: Locale): Promise<MentionSearch> {
    requireRole(actor, [Role.ADMIN]);
    const line = requiredLine('name', name, LONGEST);
    const words = wordsOf(line);
    if (words.length === 0 || words.length > MOST_WORDS || words.some((word) => word.length < 2))
      throw new InvalidInput({ name: UNFIT });
    const { found, more, unread } = await this.orm.em.fork().transactional((em) => findMentions(em, line));
    await this.log.mentionsViewed(actor, found.length);
    return {
      mentions: found.map(({ place, path, text }) => ({
        ...{ place: place.title[locale], path, note: place.note?.[locale] ?? null },
        excerpt: excerpt(text, line),
      })),
      more: more.map(({ title }) => title[locale]),
      unread: unread.map(({ title }) => title[locale]),
    };
  }

  /** What was found when accounts were erased and nobody has looked through yet. @throws Forbidden */
  async left(actor: Actor, locale: Locale): Promise<LeftMention[]> {
    requireRole(actor, [Role.ADMIN]);
    const rows = await this.orm.em
      .fork()
      .execute<Pick<LeftMention, 'id' | 'foundAt' | 'place' | 'path' | 'excerpt'>[]>(
        'select id, found_at as "foundAt", place, path, excerpt from mention_left order by found_at desc, place, id',
      );
    if (rows.length > 0) await this.log.mentionsViewed(actor, rows.length);
    return rows.map((row) => {
      const place = mentionPlaces.find(({ table }) => table === row.place);
      return {
        ...row,
        foundAt: new Date(row.foundAt),
        ...{ place: place?.title[locale] ?? row.place, note: place?.note?.[locale] ?? null },
      };
    });
  }

  /**
   * Takes some off the list: somebody has decided what becomes of them.
   * @returns how many were on it
   * @throws Forbidden
   */
  async dismiss(actor: Actor, ids: readonly string[]): Promise<number> {
    requireRole(actor, [Role.ADMIN]);
    const gone = await this.orm.em
      .fork()
      .execute<unknown[]>('delete from mention_left where id = any(?::uuid[]) returning id', [
        sqlArray(ids.filter(isUuid)),
      ]);
    if (gone.length > 0) await this.log.mentionsDismissed(actor, gone.length);
    return gone.length;
  }
}

const UNFIT = {
  ru: 'напишите фамилию и, если нужно, имя и отчество: до четырёх слов, в каждом не меньше двух букв',
  en: 'give the surname and, if need be, given names: up to four words of two letters or more',
};
