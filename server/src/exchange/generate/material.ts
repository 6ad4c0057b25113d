import { createHash } from 'node:crypto';
import { License, MaterialKind } from '../../materials/material-enums.js';
import type { GeneratedDirectory, Row } from './directory.js';
import { generatedId } from './id.js';
import { Random } from './random.js';
import type { Speech } from './speech.js';

/** What materials are made of. */
export interface Stock {
  titles: Speech;
  texts: Speech;
  directory: GeneratedDirectory;
  themes: string[];
  subjects: string[];
}

/** Rows of a material by their table, in an order in which they can be written. */
export type MaterialRows = Record<
  | 'material'
  | 'material_version'
  | 'material_version_theme'
  | 'material_version_subject'
  | 'contribution'
  | 'file_content'
  | 'file_passage'
  | 'stored_file'
  | 'usage_daily',
  Row[]
>;

const KINDS = Object.values(MaterialKind);
const LICENSES = [License.CC_BY, License.CC_BY_SA, License.EDU_ONLY, License.CC_BY_NC, License.CC0];
const LEVELS = ['NOO', 'OOO', 'DO', 'SOO', 'DOP', 'DPO'];
const FORMATS = [
  ['PDF', 'application/pdf', 'pdf'],
  ['DOCX', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['PPTX', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
] as const;
const PASSAGES = 5;
const FIRST_DAY = Date.UTC(2017, 8, 1);
const DAYS = 3360;

/** The rows of the material with this number; the same number always gives the same material. */
export function generateMaterial(
  number: number,
  { titles, texts, directory, themes, subjects }: Stock,
): MaterialRows {
  const random = new Random(number);
  const published = new Date(
    FIRST_DAY + Math.floor(DAYS * (1 - random.next() ** 2)) * 86_400_000,
  ).toISOString();
  const stamp = { created_at: published, updated_at: published };
  const [id, version, file] = ['10', '11', '12'].map((table) => generatedId(table, number)) as [
    string,
    string,
    string,
  ];
  const sha256 = createHash('sha256').update(`generated ${number}`).digest('hex');
  const level = random.favourite(LEVELS);
  const grades =
    level === 'NOO'
      ? [1 + random.below(4)]
      : level === 'OOO'
        ? [5 + random.below(5)]
        : level === 'SOO'
          ? [10 + random.below(2)]
          : [];
  const organization = random.favourite(directory.organizations);
  const [format, mediaType, extension] = random.favourite(FORMATS);
  const approved = random.next() < 0.55;
  const authors = random.favourites(directory.people, random.next() < 0.7 ? 1 : 2 + random.below(3));
  const keywords = texts
    .say(random, 12)
    .split(' ')
    .filter((word) => word.length > 5)
    .map((word) => word.replace(/[^\p{L}-]/gu, '').toLowerCase());
  const place = (at: number): Row => (format === 'PPTX' ? { slide: at + 1 } : { page: at + 1 });
  return {
    material: [
      {
        ...{
          ...stamp,
          id,
          slug: `generated-${number}`,
          kind: random.favourite(KINDS),
          status: random.next() < 0.97 ? 'PUBLISHED' : 'OUTDATED',
        },
        registration_number: `МБ-${published.slice(0, 4)}-G${String(number).padStart(6, '0')}`,
        ...{
          organization_id: organization.id,
          network_id: random.next() < 0.6 ? random.favourite(directory.networks).id : null,
        },
        ...{
          published_at: published,
          import_key: `generated ${number}`,
          recommended: approved && random.next() < 0.3,
        },
        ...(approved
          ? { protocol_number: String(1 + random.below(12)), protocol_date: published.slice(0, 10) }
          : { protocol_number: null, protocol_date: null }),
      },
    ],
    material_version: [
      {
        ...{
          ...stamp,
          id: version,
          material_id: id,
          number: 1,
          title: `${titles.say(random, 6).replace(/[.,:;]+$/, '')} (${number})`,
        },
        ...{
          annotation: texts.say(random, 30),
          levels: [level],
          grades,
          keywords: keywords.slice(0, 5),
          audience: ['учителя'],
          technologies: [],
        },
        ...{
          license: random.favourite(LICENSES),
          year: Number(published.slice(0, 4)),
          age_rating: level === 'DO' ? 'AGE_0' : 'AGE_6',
        },
      },
    ],
    material_version_theme: random
      .favourites(themes, 1 + random.below(2))
      .map((theme) => ({ material_version_id: version, priority_theme_id: theme })),
    material_version_subject: [{ material_version_id: version, subject_id: random.favourite(subjects) }],
    contribution: authors.map((person, position) => ({
      ...{
        ...stamp,
        id: generatedId('13', number * 8 + position),
        material_version_id: version,
        position,
        role: 'AUTHOR',
        person_id: person.id,
      },
      ...{
        name: person.name,
        short_name: person.shortName,
        post: person.post,
        organization_name: person.organization,
        confirmed_at: published,
      },
    })),
    file_content: [
      {
        sha256,
        created_at: published,
        media_type: mediaType,
        format,
        size: 20_000 + random.below(2_000_000),
        page_count: PASSAGES,
        text_state: 'READY',
      },
    ],
    file_passage: Array.from({ length: PASSAGES }, (_, at) => ({
      sha256,
      ordinal: at,
      page: null,
      slide: null,
      ...place(at),
      text: texts.say(random, 60 + random.below(40)),
    })),
    stored_file: [
      {
        ...stamp,
        id: file,
        material_version_id: version,
        sha256,
        name: `Материал ${number}.${extension}`,
        role: 'MAIN',
        position: 0,
      },
    ],
    usage_daily: [
      {
        material_id: id,
        day: published.slice(0, 10),
        views: random.below(4000),
        downloads: Math.floor(1300 * random.next() ** 4),
      },
    ],
  };
}
