import type { EntityManager } from '@mikro-orm/postgresql';
import type { Opt } from '@mikro-orm/core';
import { Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../platform/base.entity.js';
import { MOSCOW } from '../platform/time-zone.js';

/** How many of the council's members make a meeting able to decide. */
export enum Quorum {
  HALF = 'HALF',
  TWO_THIRDS = 'TWO_THIRDS',
}

registerEnumType(Quorum, {
  name: 'Quorum',
  description: 'How many of the council’s members make a meeting able to decide.',
  valuesConfig: {
    HALF: { description: 'More than half of the members.' },
    TWO_THIRDS: { description: 'Two thirds of the members or more.' },
  },
});

/** The one council of a bank; its row comes with the schema. */
const COUNCIL_ID = '0199f000-0000-7000-8000-000000000001';

/** Научно-методический совет: the rules by which it works. Who sits in it is told by the roles of the directory. */
@Entity()
export class Council extends BaseEntity {
  @Property({ type: 'text' })
  name!: string;

  /** «НМС» */
  @Property({ type: 'text' })
  shortName!: string;

  /** IANA zone whose clock the council's meetings are planned by. */
  @Property({ type: 'text' })
  timeZone: string & Opt = MOSCOW;

  @Enum({ items: () => Quorum, type: 'text' })
  quorum: Quorum & Opt = Quorum.HALF;

  /** Whether the chair’s vote decides when votes are equal. */
  @Property({ type: 'boolean' })
  castingVote: boolean & Opt = true;

  /** Percentage points between the totals of two reviews beyond which a third reviewer is asked for. */
  @Property({ type: 'integer' })
  spreadLimit: number & Opt = 30;

  /** Total of a review, in per cent of the best one, from which publication is advised. */
  @Property({ type: 'integer' })
  passScore: number & Opt = 60;

  /** Days that a reviewer has. */
  @Property({ type: 'integer' })
  reviewDays: number & Opt = 14;

  /** Whether a review hides the author from the reviewer unless said otherwise; the reviewer is always hidden. */
  @Property({ type: 'boolean' })
  blindReview: boolean & Opt = true;

  /** Whether colleagues of an author may not review the material. */
  @Property({ type: 'boolean' })
  sameOrganizationConflict: boolean & Opt = true;

  /** How many of so many members have to be there. */
  quorumOf(members: number): number {
    return this.quorum === Quorum.HALF ? Math.floor(members / 2) + 1 : Math.ceil((members * 2) / 3);
  }
}

/** The council of the bank. */
export function councilOf(em: EntityManager): Promise<Council> {
  return em.findOneOrFail(Council, COUNCIL_ID);
}
