import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import type { Member } from '../../platform/actor.js';
import { shortName } from '../../directory/person-name.js';
import { Person } from '../../directory/person.entity.js';
import { Contribution } from '../contribution.entity.js';
import { DecisionKind, type MaterialDecision } from '../material-decision.entity.js';
import type { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';

/** Characters of a note that a notification quotes. */
const QUOTED = 160;

/** What an owner is told of each decision; of a material given back the page itself tells. */
const TOLD: Readonly<Record<DecisionKind, NotificationKind | null>> = {
  PUBLISH: NotificationKind.MATERIAL_ACCEPTED,
  MINOR_CHANGE: NotificationKind.MATERIAL_ACCEPTED,
  RETURN: NotificationKind.MATERIAL_RETURNED,
  REJECT: NotificationKind.MATERIAL_REJECTED,
  WITHDRAW: NotificationKind.MATERIAL_WITHDRAWN,
  REINSTATE: NotificationKind.MATERIAL_ACCEPTED,
};

/** Tells the owner what others have decided. */
export function tellOwner(
  em: EntityManager,
  material: Material,
  version: MaterialVersion,
  { kind, note, decidedBy }: MaterialDecision,
): void {
  const told = TOLD[kind];
  if (!told || !material.owner || material.owner.id === decidedBy?.id) return;
  em.create(Notification, {
    ...{ account: material.owner, kind: told, path: pageOf(material), subject: titleOf(version) },
    detail: note ? note.slice(0, QUOTED) : null,
  });
}

/** Tells the others on the title page what has become of the material that bears their names. */
export async function tellCoAuthors(
  em: EntityManager,
  material: Material,
  version: MaterialVersion,
  { kind, note, decidedBy }: MaterialDecision,
): Promise<void> {
  const told = TOLD[kind];
  if (!told) return;
  const entries = await em.find(Contribution, { materialVersion: version.id, confirmedAt: { $ne: null } });
  const people = entries.flatMap(({ person }) => (person ? [person.id] : []));
  for (const account of await em.find(Account, { person: { $in: people } })) {
    if (account.id === material.owner?.id || account.id === decidedBy?.id) continue;
    em.create(Notification, {
      ...{ account: ref(account), kind: told, path: pageOf(material), subject: titleOf(version) },
      detail: note ? note.slice(0, QUOTED) : null,
    });
  }
}

/** Writes to the address of one who has no account yet, in the transaction of the invitation. */
export type InviteByLetter = (
  em: EntityManager,
  to: string,
  about: { readonly owner: string | null; readonly title: string },
) => Promise<void>;

/** Tells one who has an account of an invitation to a title page; others get a letter. */
export async function tellInvited(
  em: EntityManager,
  material: Material,
  version: MaterialVersion,
  { person, invitedEmail }: Pick<Contribution, 'person' | 'invitedEmail'>,
  inviteByLetter: InviteByLetter,
): Promise<void> {
  const account = person
    ? await em.findOne(Account, { person: person.id })
    : await em.findOne(Account, { email: invitedEmail ?? '', emailConfirmedAt: { $ne: null } });
  if (account?.id === material.owner?.id) return;
  if (!account) {
    const about = { owner: await ownerName(em, material), title: titleOf(version) };
    if (invitedEmail) await inviteByLetter(em, invitedEmail, about);
    return;
  }
  em.create(Notification, {
    ...{ account: ref(account), kind: NotificationKind.CO_AUTHOR_INVITED, path: '/my/invitations' },
    ...{ subject: titleOf(version), actorName: await ownerName(em, material), actor: material.owner ?? null },
  });
}

/** Tells the owner that one who was invited has answered, and why where it is said. */
export function tellAnswer(
  em: EntityManager,
  material: Material,
  version: MaterialVersion,
  { shortName: name, confirmedAt }: Contribution,
  { accountId }: Member,
  reason: string,
): void {
  if (!material.owner) return;
  em.create(Notification, {
    ...{ account: material.owner, path: pageOf(material), subject: titleOf(version), actorName: name },
    ...{ actor: em.getReference(Account, accountId, { wrapped: true }), detail: reason || null },
    kind: confirmedAt ? NotificationKind.CO_AUTHOR_CONFIRMED : NotificationKind.CO_AUTHOR_DECLINED,
  });
}

/** Page of the workplace, without the language. */
function pageOf({ id }: Material): string {
  return `/my/materials/${id}`;
}

function titleOf({ title }: MaterialVersion): string {
  return title || 'Без названия';
}

async function ownerName(em: EntityManager, material: Material): Promise<string | null> {
  const owner = await material.owner?.load();
  const person = owner && (await em.findOne(Person, owner.person.id));
  return person ? shortName({ ...person, patronymic: person.patronymic ?? null }) : null;
}
