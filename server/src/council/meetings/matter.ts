/** Materials as matters of an agenda: which may be put on it, and which version a decision is about. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { namedBy, NOT_PUBLIC } from '../../materials/authoring/replacement.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { IN_HANDS_STATUSES } from '../../materials/material-transitions.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import type { LocalizedText } from '../../platform/localized.js';
import { AgendaItemKind } from './agenda-item-kind.js';
import type { AgendaItem } from './meeting.entity.js';
import { isOnAgenda } from './on-agenda.js';

/** Kinds of matters that are about a material. */
type MaterialMatter = AgendaItemKind.PUBLICATION | AgendaItemKind.WITHDRAWAL | AgendaItemKind.REINSTATEMENT;

/** Whether a matter of this kind is about a material. */
export function isAboutMaterial(kind: AgendaItemKind): kind is MaterialMatter {
  return kind in REFUSED;
}

/** The version that a matter of this kind is about now; null for a material that waits for no such decision. */
function versionFor(kind: AgendaItemKind, material: Material): { id: string } | null {
  const { status, draftStatus, draftVersion = null, publishedVersion = null } = material;
  const withdrawn = status === MaterialStatus.WITHDRAWN;
  switch (kind) {
    case AgendaItemKind.PUBLICATION:
      return draftStatus && IN_HANDS_STATUSES.includes(draftStatus) && !withdrawn ? draftVersion : null;
    case AgendaItemKind.WITHDRAWAL:
      return material.isPublic ? publishedVersion : null;
    case AgendaItemKind.REINSTATEMENT:
      return withdrawn ? publishedVersion : null;
    default:
      return null;
  }
}

/** Whether the material of a matter waits for no such decision any more, or another version of it does. */
export function isStale({ kind, material, materialVersion }: AgendaItem): boolean {
  const present = material?.unwrap();
  return present != null && versionFor(kind, present)?.id !== materialVersion?.id;
}

/**
 * A material for a matter of this kind, which is on no other agenda.
 * @param typed its id, registration number, slug or public address
 * @throws InvalidInput
 */
export async function materialFor(
  em: EntityManager,
  kind: MaterialMatter,
  typed: string,
): Promise<{ material: Material; version: MaterialVersion }> {
  const material = await em.findOne(Material, namedBy(typed));
  const version = material && versionFor(kind, material);
  if (!version) throw new InvalidInput({ material: REFUSED[kind] });
  if (await isOnAgenda(em, 'material', material.id)) throw new InvalidInput({ material: ON_AGENDA });
  return { material, version: await em.findOneOrFail(MaterialVersion, version.id) };
}

/**
 * The version that a decision is about, locked.
 * @param decided the version that was decided on, where one was
 * @throws Conflict when it is gone, or another one waits in its place
 */
export async function versionUnderDecision(
  em: EntityManager,
  kind: AgendaItemKind,
  material: Material,
  decided?: { id: string } | null,
): Promise<MaterialVersion> {
  const present = versionFor(kind, material);
  const version =
    present && (await em.findOne(MaterialVersion, present.id, { lockMode: LockMode.PESSIMISTIC_WRITE }));
  if (version && (!decided || decided.id === version.id)) return version;
  throw new Conflict(GONE);
}

const REFUSED: Readonly<Record<MaterialMatter, LocalizedText>> = {
  PUBLICATION: { ru: 'этот материал не ждёт решения', en: 'this material does not wait for a decision' },
  WITHDRAWAL: NOT_PUBLIC,
  REINSTATEMENT: {
    ru: 'такого отозванного материала нет: проверьте номер или адрес',
    en: 'there is no such withdrawn material: check the number or the address',
  },
};
const ON_AGENDA = {
  ru: 'этот материал уже в повестке другого заседания или этого',
  en: 'this material is on an agenda already',
};
const GONE = {
  ru: 'Один из материалов больше не ждёт этого решения: его отозвал или заменил автор, или решил методист. Откройте заседание снова и уберите его из повестки.',
  en: 'A material does not wait for this decision any more: its author took it back or changed it, or a methodist decided. Open the meeting again and take it off the agenda.',
};
