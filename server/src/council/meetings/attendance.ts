/** Who is there while a meeting runs: somebody comes late, or was ticked by mistake. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Role } from '../../directory/role.js';
import { Conflict } from '../../platform/errors.js';
import type { Council } from '../council.entity.js';
import type { Meeting } from './meeting.entity.js';
import { behindAll } from './sitting.js';
import { carries, votersAt, votersOn } from './voters.js';

/**
 * Writes down anew who is there, of those who sat in the council when the meeting was opened. What was decided stays,
 * so it has to hold with them, too.
 * @param present accounts
 * @returns how many are there
 * @throws Conflict without a quorum, or where a decision would not hold
 */
export async function correctAttendance(
  em: EntityManager,
  meeting: Meeting,
  present: readonly string[],
  council: Council,
): Promise<number> {
  for (const member of meeting.members) member.present = present.includes(member.account.id);
  const there = meeting.members.filter((member) => member.present).length;
  meeting.demandQuorum(there, council.quorumOf(meeting.members.length));
  const decided = meeting.items.filter(({ outcome }) => outcome != null);
  const behind = await behindAll(
    em,
    decided.map(({ id }) => id),
  );
  const table = votersAt(meeting.members);
  for (const item of decided) {
    const { voters, conflicted } = votersOn(
      behind.get(item.id) ?? null,
      table,
      council.sameOrganizationConflict,
    );
    const { votesFor = 0, votesAgainst = 0, votesAbstained = 0 } = item;
    const casting = council.castingVote && chairVotes(meeting, conflicted);
    const carried = carries(votesFor!, votesAgainst!, casting);
    if (votesFor! + votesAgainst! + votesAbstained! > voters || carried === 'no')
      throw new Conflict(doesNotHold(item.title));
    item.conflicted = conflicted.map(({ id }) => id);
  }
  return there;
}

/** Whether the chair is there and votes on a matter. @param conflicted who does not vote on it */
export function chairVotes(meeting: Meeting, conflicted: readonly Meeting['members'][number][]): boolean {
  return meeting.members
    .getItems()
    .some((one) => one.role === Role.COUNCIL_CHAIR && one.present && !conflicted.includes(one));
}

const doesNotHold = (title: string) => ({
  ru: `С такой явкой не сходится записанное решение «${title}»: голосов больше, чем голосующих, или решил голос председателя, которого нет. Сначала исправьте это решение.`,
  en: `With these members the decision on “${title}” does not hold: there are more votes than voters, or the chair who decided is away. Correct the decision first.`,
});
