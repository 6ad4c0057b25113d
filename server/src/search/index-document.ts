import { FileFormat, FileRole } from '../materials/file-enums.js';
import { archiveUrl, fileUrl, thumbnailUrl, VIEWERS } from '../materials/file-format.js';
import { KIND_LABELS } from '../materials/kind-labels.js';
import { FacetField } from './facet-field.js';
import { AGE_LABELS, formatLabel, languageLabel, LEVEL_LABELS, LICENSE_LABELS } from './facet-labels.js';
import type { PassageRow, SourceFile, SourceRow, ThemeRow } from './index-source.sql.js';
import type { MaterialCard } from './material-card.js';
import type { FacetValue, IndexDocument, IndexFile, IndexPassage } from './search-engine.js';

/** Makes the search document of a material out of rows. */
export function indexDocument(
  row: SourceRow,
  themes: ReadonlyMap<string, ThemeRow>,
  passages: ReadonlyMap<string, readonly PassageRow[]>,
): IndexDocument {
  const withAncestors = ancestors(row.themes, themes);
  const text = textFiles(row.files);
  return {
    id: row.id,
    card: card(row, themes),
    title: row.title,
    keywords: [row.subtitle ?? '', ...row.keywords].join('; '),
    labels: labels(row, withAncestors),
    annotation: row.annotation,
    facets: facets(row, withAncestors),
    publishedAt: row.publishedAt.getTime(),
    year: row.year,
    downloads: row.downloads,
    quality: (row.approved ? 1 : 0) + (row.recommended ? 2 : 0),
    files: text,
    passages: text.flatMap(({ sha256 }, file): IndexPassage[] =>
      (passages.get(sha256) ?? []).map((passage) => ({ file, ordinal: passage.ordinal, text: passage.text })),
    ),
  };
}

/** Files whose text is searched; what captions say is found in their video. */
function textFiles(files: readonly SourceFile[]): IndexFile[] {
  const media = files.filter(({ format }) => ['VIDEO', 'AUDIO'].includes(VIEWERS[format as FileFormat]));
  const base = (name: string): string => name.replace(/(?:\.(?:ru|en))?\.[^.]+$/u, '').toLowerCase();
  return files
    .filter(({ role }) => role !== FileRole.POSTER)
    .map((file) => {
      const isCaptions = file.role === FileRole.CAPTIONS;
      const video = isCaptions && (media.find(({ name }) => base(name) === base(file.name)) ?? media[0]);
      const shown = video || file;
      return { id: shown.id, name: shown.name, sha256: file.sha256 };
    });
}

function ancestors(slugs: readonly string[], themes: ReadonlyMap<string, ThemeRow>): ThemeRow[] {
  const found = new Map<string, ThemeRow>();
  for (const slug of slugs) {
    let theme = themes.get(slug);
    while (theme && !found.has(theme.slug)) {
      found.set(theme.slug, theme);
      theme = theme.broader ? themes.get(theme.broader) : undefined;
    }
  }
  return [...found.values()];
}

function labels(row: SourceRow, themes: readonly ThemeRow[]): string {
  return [
    KIND_LABELS[row.kind as keyof typeof KIND_LABELS],
    ...row.subjects.map(({ title }) => title),
    ...row.grades.map((grade) => `${grade} класс`),
    ...row.levels.map((level) => LEVEL_LABELS[level as keyof typeof LEVEL_LABELS]),
    ...themes.flatMap(({ title, altLabels }) => [title, ...altLabels]),
    ...row.authors.map(({ full }) => full),
    row.organization?.title,
    row.organization?.full,
    row.network?.title,
    ...row.audience,
    ...row.technologies,
    row.registrationNumber,
  ]
    .filter(Boolean)
    .join('; ');
}

function facets(row: SourceRow, themes: readonly ThemeRow[]): FacetValue[] {
  const found: FacetValue[] = [
    { field: FacetField.KIND, value: row.kind, label: KIND_LABELS[row.kind as keyof typeof KIND_LABELS] },
    { field: FacetField.LANGUAGE, value: row.language, label: languageLabel(row.language) },
    {
      field: FacetField.LICENSE,
      value: row.license,
      label: LICENSE_LABELS[row.license as keyof typeof LICENSE_LABELS],
    },
    {
      field: FacetField.AGE_RATING,
      value: row.ageRating,
      label: AGE_LABELS[row.ageRating as keyof typeof AGE_LABELS],
    },
    { field: FacetField.YEAR, value: String(row.year), label: String(row.year) },
    yesNo(FacetField.APPROVED, row.approved),
    yesNo(FacetField.RECOMMENDED, row.recommended),
  ];
  for (const { slug, title, altLabels, broader, shortTitle } of themes)
    found.push({
      field: FacetField.THEME,
      value: slug,
      label: title,
      parent: broader,
      aliases: [...new Set([shortTitle, ...altLabels])].filter((alias) => alias !== title),
    });
  for (const { slug, title } of row.subjects)
    found.push({ field: FacetField.SUBJECT, value: slug, label: title });
  for (const level of row.levels)
    found.push({
      field: FacetField.LEVEL,
      value: level,
      label: LEVEL_LABELS[level as keyof typeof LEVEL_LABELS],
    });
  for (const grade of row.grades)
    found.push({ field: FacetField.GRADE, value: String(grade), label: `${grade} класс` });
  for (const format of new Set(row.files.map((file) => file.format as FileFormat)))
    found.push({ field: FacetField.FORMAT, value: format, label: formatLabel(format) });
  if (row.network)
    found.push({ field: FacetField.NETWORK, value: row.network.slug, label: row.network.title });
  if (row.organization)
    found.push({
      field: FacetField.ORGANIZATION,
      value: row.organization.slug,
      label: row.organization.title,
      aliases: [row.organization.full],
    });
  for (const { slug, pageName, pageFull, post } of row.authors)
    if (slug && pageName)
      found.push({
        field: FacetField.AUTHOR,
        value: slug,
        label: pageName,
        detail: post,
        aliases: [pageFull ?? ''],
      });
  return found;
}

function yesNo(field: FacetField, value: boolean): FacetValue {
  return { field, value: String(value), label: value ? 'Да' : 'Нет' };
}

function card(row: SourceRow, themes: ReadonlyMap<string, ThemeRow>): MaterialCard {
  const main = row.files.find(({ role }) => role === FileRole.MAIN) ?? row.files[0];
  const picture =
    row.files.find(({ role, hasThumbnail }) => role === FileRole.POSTER && hasThumbnail) ??
    row.files.find(({ hasThumbnail }) => hasThumbnail);
  const media = row.files.find(({ durationSeconds }) => durationSeconds !== null);
  const only = row.files.length === 1 ? row.files[0] : undefined;
  return {
    id: row.id,
    slug: row.slug,
    registrationNumber: row.registrationNumber,
    kind: row.kind as MaterialCard['kind'],
    status: row.status as MaterialCard['status'],
    title: row.title,
    annotation: row.annotation,
    levels: row.levels as MaterialCard['levels'],
    grades: row.grades,
    ageFrom: row.ageFrom,
    ageTo: row.ageTo,
    subjects: row.subjects.map(({ title }) => title),
    year: row.year,
    publishedAt: row.publishedAt.toISOString(),
    authors: row.authors.map(({ name, slug }) => ({ name, slug })),
    organization: row.organization && { slug: row.organization.slug, title: row.organization.title },
    network: row.network,
    themes: row.themes.flatMap((slug) => {
      const theme = themes.get(slug);
      return theme ? [{ slug, title: theme.shortTitle }] : [];
    }),
    formats: [...new Set(row.files.map(({ format }) => format as FileFormat))],
    fileCount: row.files.length,
    pageCount: main?.pageCount ?? null,
    durationSeconds: media?.durationSeconds ?? null,
    hasCaptions: row.files.some(({ role }) => role === FileRole.CAPTIONS),
    totalSize: row.files.reduce((sum, { size }) => sum + size, 0),
    downloadUrl: only ? fileUrl(only.id, only.name) : archiveUrl(row.slug),
    thumbnailUrl: picture ? thumbnailUrl(picture.id) : null,
    approved: row.approved,
    recommended: row.recommended,
    downloads: row.downloads,
  };
}
