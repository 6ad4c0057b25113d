import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { StoredFileType } from '../stored-file.type.js';
import type { VersionType } from './version.type.js';

/** What became of a file from one version to another. */
export enum FileChangeKind {
  ADDED = 'ADDED',
  REMOVED = 'REMOVED',
  REPLACED = 'REPLACED',
  RENAMED = 'RENAMED',
}

registerEnumType(FileChangeKind, {
  name: 'FileChangeKind',
  description: 'What became of a file from one version to another.',
  valuesConfig: {
    ADDED: { description: 'It is new.' },
    REMOVED: { description: 'It is gone.' },
    REPLACED: { description: 'Another content under the same name.' },
    RENAMED: { description: 'The same content under another name.' },
  },
});

/** A field that differs. */
@ObjectType({ description: 'A field that differs between two versions.' })
export class FieldChange {
  @Field(() => String, { description: 'Field of `DraftInput`, or `contributions`.' })
  field!: string;

  @Field(() => [String], { description: 'Its value or values before; empty for none.' })
  before!: string[];

  @Field(() => [String], { description: 'Its value or values after; empty for none.' })
  after!: string[];
}

/** A file that differs. */
@ObjectType({ description: 'A file that differs between two versions.' })
export class FileChange {
  @Field(() => FileChangeKind, { description: 'What became of it.' })
  kind!: FileChangeKind;

  @Field(() => String, { nullable: true, description: 'Its name before; null for a new one.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name after; null for one that is gone.' })
  after!: string | null;
}

/** What changed from one version to another. */
@ObjectType({
  description: 'What changed from one version of a material to another, in the order of the form.',
})
export class VersionComparison {
  @Field(() => Int, { description: 'Number of the earlier version.' })
  from!: number;

  @Field(() => Int, { description: 'Number of the later version.' })
  to!: number;

  @Field(() => [FieldChange], { description: 'Fields that differ.' })
  fields!: FieldChange[];

  @Field(() => [FileChange], {
    description: 'Files that differ; those that only changed places are not told.',
  })
  files!: FileChange[];
}

/** Each field as a list of its values. */
const FIELDS: readonly (readonly [field: string, values: (version: VersionType) => unknown])[] = [
  ['title', ({ title }) => title],
  ['subtitle', ({ subtitle }) => subtitle],
  ['annotation', ({ annotation }) => annotation],
  ['language', ({ language }) => language],
  ['levels', ({ levels }) => levels],
  ['grades', ({ grades }) => grades],
  ['ageFrom', ({ ageFrom }) => ageFrom],
  ['ageTo', ({ ageTo }) => ageTo],
  ['subjects', ({ subjects }) => subjects.map(({ title }) => title)],
  ['themes', ({ themes }) => themes.map(({ title }) => title)],
  ['keywords', ({ keywords }) => keywords],
  ['audience', ({ audience }) => audience],
  ['technologies', ({ technologies }) => technologies],
  ['durationMinutes', ({ durationMinutes }) => durationMinutes],
  ['ageRating', ({ ageRating }) => ageRating],
  ['license', ({ license }) => license],
  ['rightsHolder', ({ rightsHolder }) => rightsHolder],
  ['year', ({ year }) => year],
  ['basedOn', ({ basedOn }) => basedOn.map(({ title }) => title)],
  ['childConsent', ({ childConsent }) => childConsent],
  ['childConsentCount', ({ childConsentCount }) => childConsentCount],
  ['childConsentPlace', ({ childConsentPlace }) => childConsentPlace],
  ['contributions', ({ contributions }) => contributions.map(({ name }) => name)],
];

/** What is told to nobody but those who work on the material: where consents are kept, and how many. */
const INSIDE = new Set(['childConsent', 'childConsentCount', 'childConsentPlace']);

/** What changed from one public version to another, as everybody may see it. */
export function comparePublic(from: VersionType, to: VersionType): VersionComparison {
  const { fields, ...rest } = compare(from, to);
  return { ...rest, fields: fields.filter(({ field }) => !INSIDE.has(field)) };
}

/** What changed from one version to another. */
export function compare(from: VersionType, to: VersionType): VersionComparison {
  const fields = FIELDS.map(([field, values]) => ({
    field,
    before: texts(values(from)),
    after: texts(values(to)),
  }));
  return {
    from: from.number,
    to: to.number,
    fields: fields.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)),
    files: compareFiles(from.files, to.files),
  };
}

function texts(value: unknown): string[] {
  if (value === null || value === '') return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** Files are the same by their name, or else by their content. */
function compareFiles(from: readonly StoredFileType[], to: readonly StoredFileType[]): FileChange[] {
  const before = new Map(from.map((file) => [file.name, file]));
  const appeared = to.filter(({ name }) => !before.has(name));
  const kept = new Set(to.map(({ name }) => name));
  const vanished = new Map(from.filter(({ name }) => !kept.has(name)).map((file) => [file.id, file]));
  const changes: FileChange[] = to
    .filter(({ name, sha256 }) => before.has(name) && before.get(name)!.sha256 !== sha256)
    .map(({ name }) => ({ kind: FileChangeKind.REPLACED, before: name, after: name }));
  for (const { name, sha256 } of appeared) {
    const renamed = [...vanished.values()].find((file) => file.sha256 === sha256);
    if (renamed) vanished.delete(renamed.id);
    changes.push(
      renamed
        ? { kind: FileChangeKind.RENAMED, before: renamed.name, after: name }
        : { kind: FileChangeKind.ADDED, before: null, after: name },
    );
  }
  for (const { name } of vanished.values())
    changes.push({ kind: FileChangeKind.REMOVED, before: name, after: null });
  return changes;
}
