import type { VariablesOf } from '#lib/graphql/graphql.ts';
import type { Values } from './draft-saver.svelte.ts';
import type { Draft, DraftMaterial, UpdateDraft } from './queries.ts';

/** A control that holds a field's value. */
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Changes as the API takes them. */
export type DraftInput = VariablesOf<typeof UpdateDraft>['input'];

/** Fields that are lists of chosen values. */
const listFields = ['levels', 'grades', 'subjects', 'themes'] as const;
/** Fields that are words between commas. */
const wordFields = ['keywords', 'audience', 'technologies'] as const;
const numberFields = ['ageFrom', 'ageTo', 'durationMinutes', 'year', 'childConsentCount'] as const;
const textFields = [
  'title',
  'subtitle',
  'annotation',
  'rightsHolder',
  'changeNote',
  'childConsentPlace',
] as const;
const choiceFields = ['kind', 'network', 'language', 'ageRating', 'license', 'childConsent'] as const;

/** Every field of the form, as `DraftInput` names it. */
export const fieldNames = [
  ...textFields,
  ...choiceFields,
  ...numberFields,
  ...listFields,
  ...wordFields,
  'basedOn',
] as const;

/** The form as the bank holds it; empty fields are null, lists are lists. */
export function valuesOf(material: DraftMaterial, draft: Draft): Values {
  return {
    kind: material.kind,
    network: material.network?.slug ?? null,
    title: draft.title || null,
    subtitle: draft.subtitle,
    annotation: draft.annotation || null,
    language: draft.language,
    levels: draft.levels,
    grades: draft.grades,
    ageFrom: draft.ageFrom,
    ageTo: draft.ageTo,
    subjects: draft.subjects.map(({ slug }) => slug),
    themes: draft.themes.map(({ slug }) => slug),
    keywords: draft.keywords,
    audience: draft.audience,
    technologies: draft.technologies,
    durationMinutes: draft.durationMinutes,
    ageRating: draft.ageRating,
    license: draft.license,
    rightsHolder: draft.rightsHolder,
    year: draft.year,
    basedOn: draft.basedOn.map(({ slug }) => slug),
    changeNote: draft.changeNote,
    childConsent: draft.childConsent,
    childConsentCount: draft.childConsentCount,
    childConsentPlace: draft.childConsentPlace,
  };
}

/** Words as they are typed between commas, each once, in their order. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** Slugs out of addresses of materials, or slugs themselves, one a line. */
export const slugsIn = (text: string): string[] =>
  wordsIn(text).map((line) => decodeURIComponent(/\/materials\/([^/?#\s]+)/.exec(line)?.[1] ?? line));

/** Reads one field as a control holds it. */
export function readField(name: string, typed: readonly string[]): unknown {
  const first = typed[0]?.trim() ?? '';
  if (name === 'grades') return typed.map(Number).sort((a, b) => a - b);
  if (includes(listFields, name)) return [...typed];
  if (includes(wordFields, name)) return wordsIn(first);
  if (name === 'basedOn') return slugsIn(first);
  if (includes(numberFields, name)) return first === '' ? null : Number(first);
  return first === '' ? null : first;
}

/** The text that a control shows for a value. */
export function shownIn(name: string, value: unknown): string {
  if (!Array.isArray(value)) return value === null || value === undefined ? '' : String(value);
  return value.join(name === 'basedOn' ? '\n' : ', ');
}

/** Controls of a field in the page's form. */
const controlsOf = (form: HTMLFormElement, name: string): Control[] =>
  [...form.elements].filter((element): element is Control => (element as Control).name === name);

/** What the page's form holds of a field. */
export function readControls(form: HTMLFormElement, name: string): unknown {
  const typed = controlsOf(form, name)
    .filter((control) => !isTicked(control) || control.checked)
    .map(({ value }) => value);
  return readField(name, typed);
}

/** Shows values in the page's form. */
export function showValues(form: HTMLFormElement, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const chosen = new Set((Array.isArray(value) ? value : [value]).map(String));
    for (const control of controlsOf(form, name)) {
      if (isTicked(control)) control.checked = chosen.has(control.value);
      else control.value = shownIn(name, value);
    }
  }
}

const isTicked = (control: Control): control is HTMLInputElement =>
  control.type === 'checkbox' || control.type === 'radio';

/** A proposal of the bank as the value of its field. */
export const proposedValue = (field: string, values: readonly string[]): unknown =>
  readField(field, includes(wordFields, field) ? [values.join(', ')] : values);

/** The whole form as a browser without scripts posts it. */
export function readForm(form: FormData): DraftInput {
  // boxes that are not ticked are not posted; any other field that is missing was not to be changed
  const posted = fieldNames.filter((name) => form.has(name) || includes(listFields, name));
  const entries = posted.map((name) => {
    const typed = form.getAll(name).filter((value) => typeof value === 'string');
    return [name, readField(name, typed)] as const;
  });
  return inputOf(Object.fromEntries(entries));
}

/** A patch for the API; every name was read by the lists above. */
export const inputOf = (patch: Values): DraftInput => patch as DraftInput;

const includes = (names: readonly string[], name: string): boolean => names.includes(name);
