import { ref } from '@mikro-orm/postgresql';
import { MaterialVersion } from '../../src/materials/material-version.entity.js';
import { License } from '../../src/materials/material-enums.js';
import { StoredFile } from '../../src/materials/stored-file.entity.js';
import { FileContent } from '../../src/materials/file-content.entity.js';
import { FileFormat, FileRole } from '../../src/materials/file-enums.js';
import { buildMaterial } from '../builders.js';
import { everybody, only, type RightsRow, type World } from './rights.js';

let serial = 0;

/** A public material of the caller `owner` whose first version has a file that the second has no more. */
async function replaced({ em, accounts, school }: World) {
  const material = buildMaterial(em, { organization: school });
  material.owner = ref(accounts.owner);
  await em.flush();
  const before = em.create(MaterialVersion, {
    ...{ material: ref(material), number: 2, title: 'Прежняя', annotation: '', license: License.CC_BY },
    ...{ frozenAt: new Date(), publishedAt: new Date() },
  });
  const content = em.create(FileContent, {
    sha256: `e${(++serial).toString(16).padStart(63, '0')}`,
    ...{ mediaType: 'application/pdf', format: FileFormat.PDF, size: 1 },
  });
  const file = em.create(StoredFile, {
    ...{ materialVersion: ref(before), content: ref(content), name: 'Список.pdf', role: FileRole.MAIN },
    position: 0,
  });
  await em.flush();
  return { slug: material.slug!, input: { file: file.id, reason: 'В файле были имена' } };
}

/** The same, hidden. */
async function hidden(world: World) {
  const { input } = await replaced(world);
  const file = await world.em.findOneOrFail(StoredFile, input.file);
  Object.assign(file, {
    hiddenAt: new Date(),
    eraseAfter: new Date(),
    hiddenByOwner: true,
    hiddenReason: 'имена',
  });
  await world.em.flush();
  return { file: input.file };
}

/** Files of earlier versions: hidden by the owner, who decides within reach, the council's officers, administrators. */
export const rows: readonly RightsRow[] = [
  {
    field: 'Query.hideableFiles',
    document: 'query ($slug: String!) { hideableFiles(slug: $slug, version: 2) { id } }',
    arrange: replaced,
    // whoever may hide none is told of none
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.hideFile',
    document: 'mutation ($input: HideFileInput!) { hideFile(input: $input) }',
    arrange: replaced,
    expected: only(['owner', 'methodist', 'secretary', 'admin']),
  },
  {
    field: 'Query.erasableFiles',
    document: 'query ($slug: String!) { erasableFiles(slug: $slug, version: 2) { id } }',
    arrange: replaced,
    // all but administrators are told of none
    expected: everybody('ok', { guest: 'UNAUTHENTICATED' }),
  },
  {
    field: 'Mutation.showFile',
    document: 'mutation ($file: ID!) { showFile(file: $file) }',
    arrange: hidden,
    expected: only(['admin']),
  },
  {
    field: 'Mutation.eraseFile',
    document: 'mutation ($file: ID!) { eraseFile(file: $file) }',
    arrange: hidden,
    expected: only(['admin']),
  },
];
