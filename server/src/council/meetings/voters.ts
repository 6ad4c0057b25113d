import type { MeetingMember } from './meeting.entity.js';

/** Who stands behind a matter, for the question who may vote on it. */
export interface Behind {
  /** People on the title page, and the owner. */
  readonly people: ReadonlySet<string>;
  readonly organization: string | null;
}

/** A member of the council as one who votes. */
export interface Voter<M extends Pick<MeetingMember, 'present'>> {
  readonly member: M;
  readonly person: string;
  readonly organization: string | null;
}

/**
 * Parts those who are there into voters and those whose own matter it is.
 * @param colleagues whether colleagues of an author do not vote either, by the rules of the council
 */
export function votersOn<M extends Pick<MeetingMember, 'present'>>(
  behind: Behind | null,
  members: readonly Voter<M>[],
  colleagues: boolean,
): { voters: number; conflicted: M[] } {
  const present = members.filter(({ member }) => member.present);
  const conflicted = present.filter(
    ({ person, organization }) =>
      behind !== null &&
      (behind.people.has(person) ||
        (colleagues && organization !== null && organization === behind.organization)),
  );
  return {
    voters: present.length - conflicted.length,
    conflicted: conflicted.map(({ member }) => member),
  };
}

/** The members at a table, each with whose colleague they are. */
export function votersAt(members: Iterable<MeetingMember>): Voter<MeetingMember>[] {
  return [...members].map((member) => {
    const { id, organization } = member.account.unwrap().person.unwrap();
    return { member, person: id, organization: organization?.id ?? null };
  });
}

/** Whether votes carry: more for than against, or equal with the chair for it where the chair's vote decides. */
export function carries(
  votesFor: number,
  votesAgainst: number,
  castingVote: boolean,
): 'yes' | 'by-chair' | 'no' {
  if (votesFor > votesAgainst) return 'yes';
  return votesFor === votesAgainst && votesFor > 0 && castingVote ? 'by-chair' : 'no';
}
