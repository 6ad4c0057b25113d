import { ref } from '@mikro-orm/postgresql';
import { buffer } from 'node:stream/consumers';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Person, Qualification } from '../../directory/person.entity.js';
import { CertificateService } from '../../materials/certificates/certificate.service.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { Material } from '../../materials/material.entity.js';
import { Post, PostKind } from '../../materials/reading/post.entity.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';

const PORTFOLIO = `query ($from: LocalDate!, $to: LocalDate!) { portfolio(from: $from, to: $to) {
  fullName position qualification
  publications { gost registrationNumber publishedOn role approval { protocolNumber } }
  certificates { number title checkUrl } usesByColleagues { usedOn title by className } ownUses { title } } }`;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };

let app: BootedApp;
let headers: { cookie: string };
let today: string;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const account = buildAccount(em);
  const colleague = buildAccount(em, { person: buildPerson(em, ['Ким', 'Олег', 'Игоревич']) });
  await em.flush();
  const me = await em.findOneOrFail(Person, account.person.id);
  Object.assign(me, { qualification: Qualification.HIGHEST, position: 'учитель химии' });
  const published = (title: string, day: string, more = {}) =>
    buildMaterial(em, { title, publishedAt: new Date(day), authors: [me], pages: ['Текст'], ...more });
  const first = published('Дроби', '2025-12-31T21:30:00Z');
  Object.assign(first, { protocolNumber: '4', protocolDate: '2025-12-20', recommended: true });
  published('Проценты', '2026-12-31T20:59:00Z');
  published('Год назад', '2025-12-31T20:00:00Z');
  published('Отозванное', '2026-05-01', { status: MaterialStatus.WITHDRAWN });
  const others = published('Чужое', '2026-05-01', { authors: [colleague.person.unwrap() as Person] });
  await em.flush();
  await em.transactional(async (tx) => {
    const material = await tx.findOneOrFail(Material, first.id, { populate: ['publishedVersion'] });
    const service = new CertificateService({ organization: null, signerPost: 'Директор', signerName: null });
    await service.issueFor(tx, material, material.publishedVersion!.unwrap(), 'system');
  });
  const use = (by: typeof account, material: Material, usedOn: string) =>
    em.create(Post, {
      kind: PostKind.USE_REPORT,
      account: ref(by),
      material: ref(material),
      body: 'Всё получилось.',
      usedOn,
      className: '5 «А»',
    });
  use(colleague, first, '2026-02-02');
  use(colleague, first, '2025-02-02');
  use(account, others, '2026-03-03');
  await em.flush();
  headers = await signIn(app.pool, account);
  today = dayIn(MOSCOW, new Date());
});
afterAll(() => app.close());

test('a portfolio holds what was published, certified and used within the period, by the day of Moscow', async () => {
  const period = { from: '2026-01-01', to: today > '2026-12-31' ? today : '2026-12-31' };
  const { data } = await app.gql(PORTFOLIO, period, headers);
  const { portfolio } = data;
  expect(portfolio).toMatchObject({
    fullName: 'Тестова Анна Ильинична',
    position: 'учитель химии',
    qualification: 'HIGHEST',
    certificates: [{ title: 'Дроби', checkUrl: expect.stringContaining('http://localhost:3000/check/') }],
    usesByColleagues: [
      { usedOn: '2026-02-02', title: 'Дроби', by: 'Ким\u00a0О.\u00a0И.', className: '5 «А»' },
    ],
    ownUses: [{ title: 'Чужое' }],
  });
  expect(portfolio.publications.map(({ publishedOn }: { publishedOn: string }) => publishedOn)).toEqual([
    '2026-01-01',
    '2026-12-31',
  ]);
  const [publication] = portfolio.publications;
  expect(publication).toMatchObject({ role: 'AUTHOR', approval: { protocolNumber: '4' } });
  expect(publication.gost.replaceAll('\u00a0', ' ')).toMatch(
    /^Тестова, А\. И\. Дроби .*Методбанк : \[сайт\]/,
  );
});

test('the documents say the same in a PDF and in a DOCX', async () => {
  const query = new URLSearchParams(YEAR);
  const pdf = await fetch(`${app.url}/portfolio.pdf?${query}`, { headers });
  expect(pdf.headers.get('cache-control')).toBe('private, no-store');
  const bytes = new Uint8Array(await pdf.arrayBuffer());
  const printed = (await extractText(bytes.slice(), { mergePages: true })).text;
  expect(await (await getDocumentProxy(bytes)).getMarkInfo()).toMatchObject({ Marked: true });

  const docx = await fetch(`${app.url}/portfolio.docx?${query}`, { headers });
  expect(docx.headers.get('content-disposition')).toContain(
    encodeURIComponent('Портфолио Тестова Анна Ильинична.docx'),
  );
  const zip = await fromBufferPromise(Buffer.from(await docx.arrayBuffer()), {
    lazyEntries: true,
    autoClose: false,
  });
  let xml = '';
  for await (const entry of zip.eachEntry())
    if (entry.fileName === 'word/document.xml')
      xml = (await buffer(await zip.openReadStreamPromise(entry))).toString();
  const written = xml.replace(/<[^>]+>/g, ' ');
  const spaced = (text: string) => text.replace(/[\s\u00a0]+/g, ' ');
  for (const text of [spaced(printed), spaced(written)])
    for (const words of [
      'Портфолио к аттестации',
      'Тестова Анна Ильинична',
      'учитель химии',
      'высшая',
      '1 января 2026 г. – 31 декабря 2026 г.',
      'Дроби',
      'рекомендовано научно-методическим советом, протокол № 4 от 20 декабря 2025 г.',
      'Коллеги применяют мои материалы',
      'Ким О. И., 5 «А»',
      'Применяю материалы коллег',
    ])
      expect(text).toContain(words);
});

test('a guest is led to the sign-in, and a day that is none is refused in words', async () => {
  const guest = await fetch(`${app.url}/portfolio.pdf?${new URLSearchParams(YEAR)}`, { redirect: 'manual' });
  expect([guest.status, guest.headers.get('location')]).toEqual([303, '/sign-in?returnTo=%2Fmy%2Fportfolio']);
  for (const query of ['', '?from=2026-02-30&to=2026-03-01', '?from=2026-03-01&to=2026-02-01']) {
    const refused = await fetch(`${app.url}/portfolio.docx${query}`, { headers });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
  }
});
