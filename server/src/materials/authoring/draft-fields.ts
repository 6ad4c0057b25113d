/** How the fields of a draft are written, and how what stands there is told to one whose change came too late. */
import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { cleanLine, cleanText } from '../../platform/clean-text.js';
import { InvalidInput } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { Network } from '../../directory/network.entity.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import { AgeRating, ChildConsent, MaterialKind } from '../material-enums.js';
import type { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { VIDEO_KINDS } from './checklist.js';
import type { DraftInput } from './draft.input.js';
import type { VersionType } from './version.type.js';

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Writes what an input says into a draft. @throws InvalidInput for what does not exist or may not change any more */
export async function applyInput(
  em: EntityManager,
  material: Material,
  draft: MaterialVersion,
  input: DraftInput,
): Promise<void> {
  if (input.kind !== undefined) changeKind(material, draft, input.kind ?? MaterialKind.OTHER);
  if (input.network !== undefined) await changeNetwork(em, material, input.network);
  const plain: Partial<MaterialVersion> = {};
  if (input.title !== undefined) plain.title = cleanLine(input.title ?? '');
  if (input.annotation !== undefined) plain.annotation = cleanText(input.annotation ?? '');
  if (input.language !== undefined) plain.language = language(input.language ?? 'ru');
  for (const field of ['subtitle', 'rightsHolder', 'childConsentPlace'] as const) {
    const value = input[field];
    if (value !== undefined) plain[field] = (value && cleanLine(value)) || null;
  }
  if (input.changeNote !== undefined)
    plain.changeNote = (input.changeNote && cleanText(input.changeNote)) || null;
  for (const field of ['ageFrom', 'ageTo', 'durationMinutes', 'year', 'childConsentCount'] as const) {
    if (input[field] !== undefined) plain[field] = input[field];
  }
  for (const field of ['keywords', 'audience', 'technologies'] as const) {
    const value = input[field];
    if (value !== undefined) plain[field] = [...new Set((value ?? []).map(cleanLine).filter(Boolean))];
  }
  if (input.levels !== undefined) plain.levels = [...new Set(input.levels ?? [])];
  if (input.grades !== undefined) plain.grades = [...new Set(input.grades ?? [])].toSorted((a, b) => a - b);
  if (input.ageRating !== undefined) plain.ageRating = input.ageRating ?? AgeRating.AGE_0;
  if (input.license !== undefined) plain.license = input.license;
  if (input.childConsent !== undefined) plain.childConsent = input.childConsent ?? consentOf(material.kind);
  em.assign(draft, plain);
  await changeLists(em, material, draft, input);
  // lists of other tables alone do not count as a change of the row, and the row is what is locked
  draft.updatedAt = new Date();
}

/** What a new material of a kind says of consents: a video of a lesson shows children until the author says no. */
export function consentOf(kind: MaterialKind): ChildConsent {
  return VIDEO_KINDS.includes(kind) ? ChildConsent.MISSING : ChildConsent.NOT_APPLICABLE;
}

/** The present values of the fields that an input names, in the form of the input. */
export function presentOf(
  material: Material,
  version: VersionType,
  input: DraftInput,
): Record<string, unknown> {
  const present: Record<keyof DraftInput, unknown> = {
    ...version,
    kind: material.kind,
    network: material.network?.unwrap().slug ?? null,
    subjects: version.subjects.map(({ slug }) => slug),
    themes: version.themes.map(({ slug }) => slug),
    basedOn: version.basedOn.map(({ slug }) => slug),
  };
  const named = Object.keys(input) as (keyof DraftInput)[];
  return Object.fromEntries(
    named.filter((field) => input[field] !== undefined).map((field) => [field, present[field]]),
  );
}

function changeKind(material: Material, draft: MaterialVersion, kind: MaterialKind): void {
  if (material.kind === kind) return;
  if (material.publishedVersion) throw new InvalidInput({ kind: FIXED });
  material.kind = kind;
  const unsaid = [ChildConsent.NOT_APPLICABLE, ChildConsent.MISSING].includes(draft.childConsent);
  if (unsaid) draft.childConsent = consentOf(kind);
}

async function changeNetwork(em: EntityManager, material: Material, slug: string | null): Promise<void> {
  const network = slug ? await em.findOne(Network, { slug }, { populate: ['territory'] }) : null;
  if (slug && !network) throw new InvalidInput({ network: 'unknown' });
  if (material.network?.id === network?.id) return;
  if (material.publishedVersion) throw new InvalidInput({ network: FIXED });
  material.network = network && ref(network);
}

const FIXED = {
  ru: 'после публикации не меняется',
  en: 'does not change after publication',
};

async function changeLists(
  em: EntityManager,
  material: Material,
  draft: MaterialVersion,
  { subjects, themes, basedOn }: DraftInput,
): Promise<void> {
  if (subjects !== undefined) {
    const slugs = subjects ?? [];
    const found = await em.find(Subject, { slug: { $in: slugs } });
    await draft.subjects.init();
    draft.subjects.set(inOrder('subjects', slugs, found, ({ slug }) => slug));
  }
  if (themes !== undefined) {
    const slugs = await presentThemes(em, themes ?? []);
    const found = await em.find(PriorityTheme, {
      slug: { $in: slugs },
      status: { $in: [ThemeStatus.ACTIVE, ThemeStatus.CLOSED] },
      mergedInto: null,
    });
    await draft.themes.init();
    draft.themes.set(inOrder('themes', slugs, found, ({ slug }) => slug));
  }
  if (basedOn !== undefined) {
    const slugs = basedOn ?? [];
    const found = (await em.find(Material, { slug: { $in: slugs } })).filter(
      (other) => other.isPublic && other.id !== material.id,
    );
    await draft.basedOn.init();
    draft.basedOn.set(inOrder('basedOn', slugs, found, ({ slug }) => slug!));
  }
}

/** Present addresses of themes; an editor that was opened before a merge still sends the former ones. */
async function presentThemes(em: EntityManager, slugs: readonly string[]): Promise<string[]> {
  const moved = await em.execute<{ former: string; present: string }[]>(
    `select a.slug as former, t.slug as present from priority_theme_address a
     join priority_theme t on t.id = a.theme_id where a.slug = any(?)`,
    [sqlArray(slugs)],
  );
  const present = new Map(moved.map((row) => [row.former, row.present]));
  return slugs.map((slug) => present.get(slug) ?? slug);
}

function inOrder<T>(field: string, slugs: readonly string[], found: T[], slugOf: (item: T) => string): T[] {
  const bySlug = new Map(found.map((item) => [slugOf(item), item]));
  return [...new Set(slugs)].map((slug) => {
    const item = bySlug.get(slug);
    if (!item) throw new InvalidInput({ [field]: 'unknown' });
    return item;
  });
}

function language(tag: string): string {
  if (!LANGUAGE.test(tag)) throw new InvalidInput({ language: 'format' });
  return tag;
}
