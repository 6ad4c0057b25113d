/** Materials that somebody is working on, for tests. */
import { ref, type EntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../src/directory/account.entity.js';
import { Consent, ConsentKind } from '../src/directory/consents/consent.entity.js';
import type { Organization } from '../src/directory/organization.entity.js';
import type { Person } from '../src/directory/person.entity.js';
import { Contribution } from '../src/materials/contribution.entity.js';
import { FileContent } from '../src/materials/file-content.entity.js';
import { FileFormat, FileRole, TextState } from '../src/materials/file-enums.js';
import { ChildConsent, License, MaterialKind, MaterialStatus } from '../src/materials/material-enums.js';
import { MaterialVersion } from '../src/materials/material-version.entity.js';
import { Material } from '../src/materials/material.entity.js';
import { StoredFile } from '../src/materials/stored-file.entity.js';
import type { Role } from '../src/directory/role.js';
import { EducationLevel } from '../src/vocabulary/education-level.js';
import type { BootedApp } from './app.js';
import { buildAccount, signIn } from './members.js';

let serial = 0;

/** What a test says of a draft; the rest is invented so that it could be handed in. */
export interface DraftData {
  title?: string;
  kind?: MaterialKind;
  organization?: Organization;
  /** Others on the title page, who have confirmed. */
  coAuthors?: Person[];
  childConsent?: ChildConsent;
  /** State to which it is brought; a draft without it. */
  status?: MaterialStatus.DRAFT | MaterialStatus.SUBMITTED | MaterialStatus.PUBLISHED;
}

/** Stores a material with a working version of which nothing is missing, nor the owner's consent to publishing it. */
export async function storeDraft(
  em: EntityManager,
  owner: Account,
  data: DraftData = {},
): Promise<{ material: Material; draft: MaterialVersion; file: StoredFile }> {
  const n = ++serial;
  const kind = ConsentKind.MATERIAL_LICENSE;
  // one that was withdrawn stays so
  if (!(await em.findOne(Consent, { account: owner.id, kind })))
    em.create(Consent, {
      ...{ account: ref(owner), kind, givenAt: new Date() },
      ...{ textVersion: '2026-01-01', textHash: '0'.repeat(64) },
    });
  const material = em.create(Material, {
    kind: data.kind ?? MaterialKind.METHOD_RECOMMENDATIONS,
    draftStatus: MaterialStatus.DRAFT,
    owner: ref(owner),
    organization: data.organization ? ref(data.organization) : null,
  });
  const draft = em.create(MaterialVersion, {
    material: ref(material),
    number: 1,
    title: data.title ?? `Тайный замысел ${n}`,
    annotation: 'Как начать урок с вопроса, на который нельзя ответить одним словом. '.repeat(3),
    levels: [EducationLevel.NOO],
    license: License.CC_BY,
    childConsent: data.childConsent ?? ChildConsent.NOT_APPLICABLE,
  });
  const people = [owner.person.unwrap(), ...(data.coAuthors ?? [])];
  for (const [position, person] of people.entries()) {
    const { lastName, firstName } = person;
    em.create(Contribution, {
      ...{ materialVersion: ref(draft), position, person: ref(person), confirmedAt: new Date() },
      name: `${lastName} ${firstName}`,
      shortName: `${lastName} ${firstName[0]}.`,
    });
  }
  const content = em.create(FileContent, {
    sha256: `d${n.toString(16).padStart(63, '0')}`,
    ...{ mediaType: 'application/pdf', format: FileFormat.PDF, size: 1000, textState: TextState.EMPTY },
  });
  const file = em.create(StoredFile, {
    ...{ materialVersion: ref(draft), content: ref(content), name: `Файл ${n}.pdf`, position: 0 },
    role: FileRole.MAIN,
  });
  await em.flush();
  material.draftVersion = ref(draft);
  if (data.status && data.status !== MaterialStatus.DRAFT) material.submit(draft, new Date());
  if (data.status === MaterialStatus.PUBLISHED) {
    material.publish(draft, new Date());
    material.registrationNumber = `МБ-2025-${String(n).padStart(6, '0')}`;
    material.slug = `vyshlo-${n}`;
  }
  await em.flush();
  return { material, draft, file };
}

/** An author who has signed in, with a draft that has no file yet. */
export async function storeEmptyDraft({ orm, pool }: Pick<BootedApp, 'orm' | 'pool'>, roles: Role[] = []) {
  const em = orm.em.fork();
  const account = buildAccount(em, { roles });
  const { material, draft } = await storeDraft(em, account);
  await em.nativeDelete(StoredFile, { materialVersion: draft.id });
  return { account, material: material.id, session: await signIn(pool, account) };
}
