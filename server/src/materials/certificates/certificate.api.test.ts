import { ref, type EntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson, type MaterialData } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Person } from '../../directory/person.entity.js';
import { Role } from '../../directory/role.js';
import { Contribution } from '../contribution.entity.js';
import { ContributionRole, MaterialStatus } from '../material-enums.js';
import { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import type { Certificate } from './certificate.entity.js';
import { CertificateService } from './certificate.service.js';
import { issueMissing } from './issue-missing.js';
import { newCheckCode, printedCheckCode } from './check-code.js';

const ISSUER = { organization: 'Методический центр', signerPost: 'Директор', signerName: null };
const service = new CertificateService(ISSUER);
const CERTIFICATE = `query ($code: String!) { certificate(checkCode: $code) {
  number kind status checkCode checkUrl pdfUrl holder role post coAuthors title registrationNumber versionNumber
  publishedOn fileName sha256 issuedBy materialSlug annulledAt annulmentReason viewerCanAnnul } }`;
const ANNUL = `mutation ($code: String!, $reason: String!) {
  annulCertificate(input: { checkCode: $code, reason: $reason }) { status annulmentReason pdfUrl } }`;

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp({ web: (_, response) => response.end('page') });
});
afterAll(() => app.close());

async function publish(data: (em: EntityManager) => MaterialData | Promise<MaterialData>) {
  const em = app.orm.em.fork();
  const material = buildMaterial(em, { pages: ['Текст'], ...(await data(em)) });
  await em.flush();
  return { material, certificates: await issue(material.id) };
}

function issue(materialId: string): Promise<Certificate[]> {
  return app.orm.em.fork().transactional(async (tx) => {
    const material = await tx.findOneOrFail(Material, materialId, { populate: ['publishedVersion'] });
    return service.issueFor(tx, material, material.publishedVersion!.unwrap(), 'system');
  });
}

async function memberWith(roles: Role[]) {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { roles });
  await em.flush();
  return { account, headers: await signIn(app.pool, account) };
}

test('each co-author has a certificate of the publication, with what was true on that day', async () => {
  const { material, certificates } = await publish((em) => ({
    title: 'Дроби вокруг нас',
    publishedAt: new Date('2026-03-31T21:30:00Z'),
    authors: [
      buildPerson(em, ['Иванцова', 'Мария', 'Петровна']),
      buildPerson(em, ['Ким', 'Олег']),
      buildPerson(em, ['Орлова', 'Вера', 'Юрьевна']),
    ],
  }));
  expect(certificates).toHaveLength(3);
  const [first] = certificates;
  const { data } = await app.gql(CERTIFICATE, { code: first!.checkCode });
  const year = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Moscow' }).slice(0, 4);
  expect(data.certificate).toEqual({
    number: expect.stringMatching(new RegExp(`^СП-${year}-\\d{6}$`)),
    kind: 'PUBLICATION',
    status: 'VALID',
    checkCode: printedCheckCode(first!.checkCode),
    checkUrl: `http://localhost:3000/check/${first!.checkCode}`,
    pdfUrl: `/certificates/${first!.checkCode}.pdf`,
    holder: 'Иванцова Мария Петровна',
    role: 'AUTHOR',
    post: null,
    coAuthors: ['О.\u00a0Ким', 'В.\u00a0Ю.\u00a0Орлова'],
    title: 'Дроби вокруг нас',
    registrationNumber: material.registrationNumber,
    versionNumber: 1,
    // in Moscow it is the next day already
    publishedOn: '2026-04-01',
    fileName: expect.stringMatching(/\.pdf$/),
    sha256: first!.sha256,
    issuedBy: 'Методический центр',
    materialSlug: material.slug,
    annulledAt: null,
    annulmentReason: null,
    viewerCanAnnul: false,
  });
});

test('a second publication of the same version issues nothing, a co-author who agrees later gets the missing one', async () => {
  const { material } = await publish((em) => ({ authors: [buildPerson(em), buildPerson(em)] }));
  expect(await issue(material.id)).toEqual([]);
  const em = app.orm.em.fork();
  const person = buildPerson(em);
  const late = em.create(Contribution, {
    materialVersion: em.getReference(MaterialVersion, material.publishedVersion!.id, { wrapped: true }),
    person: ref(person),
    position: 5,
    name: 'Поздняя Анна',
    shortName: 'Поздняя А.',
  });
  await em.flush();
  expect(await issue(material.id)).toEqual([]);
  late.confirmedAt = new Date();
  await em.flush();
  expect((await issue(material.id)).map(({ person: { id } }) => id)).toEqual([person.id]);
});

test('an editor, a supervisor and a person without a page get none', async () => {
  const em = app.orm.em.fork();
  const material = buildMaterial(em, { authors: [buildPerson(em), buildPerson(em), buildPerson(em)] });
  await em.flush();
  const contributions = await em.find(Contribution, { materialVersion: material.publishedVersion!.id });
  contributions[0]!.role = ContributionRole.EDITOR;
  contributions[1]!.role = ContributionRole.SUPERVISOR;
  contributions[2]!.person = null;
  await em.flush();
  expect(await issue(material.id)).toEqual([]);
});

test('what is printed stays when the person marries and the material is renamed', async () => {
  const { material, certificates } = await publish((em) => ({ title: 'До', authors: [buildPerson(em)] }));
  const before = (await app.gql(CERTIFICATE, { code: certificates[0]!.checkCode })).data;
  const em = app.orm.em.fork();
  const found = await em.findOneOrFail(Material, material.id, { populate: ['publishedVersion'] });
  found.publishedVersion!.$.title = 'После';
  const person = await em.findOneOrFail(Person, certificates[0]!.person.id);
  person.lastName = 'Новая';
  await em.flush();
  expect((await app.gql(CERTIFICATE, { code: certificates[0]!.checkCode })).data).toEqual(before);
});

test('a material that is withdrawn leaves its certificate valid and without a link', async () => {
  const { material, certificates } = await publish((em) => ({ authors: [buildPerson(em)] }));
  const code = certificates[0]!.checkCode;
  expect((await app.gql(CERTIFICATE, { code })).data.certificate.materialSlug).toBe(material.slug);
  const em = app.orm.em.fork();
  (await em.findOneOrFail(Material, material.id)).status = MaterialStatus.WITHDRAWN;
  await em.flush();
  // the remembered answer goes with the change, which is heard a moment later
  await expect
    .poll(async () => (await app.gql(CERTIFICATE, { code })).data.certificate)
    .toMatchObject({ status: 'VALID', materialSlug: null });
});

test('B38: the number, a made-up code and a code with a slip open nothing', async () => {
  const { certificates } = await publish((em) => ({ authors: [buildPerson(em)] }));
  const { number, checkCode } = certificates[0]!;
  for (const code of [number, newCheckCode(), checkCode.slice(1), '', 'x'.repeat(5000), "' or true --"]) {
    const { data, errors } = await app.gql(CERTIFICATE, { code });
    expect([data?.certificate ?? null, errors[0]?.extensions['code']]).toEqual([null, 'NOT_FOUND']);
  }
});

test('B38: an annulled certificate says so with its reason, once, and is in the audit', async () => {
  const { certificates } = await publish((em) => ({ authors: [buildPerson(em)] }));
  const { checkCode: code, id } = certificates[0]!;
  expect((await app.gql(CERTIFICATE, { code })).data.certificate.status).toBe('VALID');
  const { account, headers } = await memberWith([Role.COUNCIL_CHAIR]);
  expect((await app.gql(CERTIFICATE, { code }, headers)).data.certificate.viewerCanAnnul).toBe(true);

  const short = await app.gql(ANNUL, { code, reason: 'плагиат' }, headers);
  expect(short.errors[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: { reason: 'опишите причину: от 10 до 500 знаков' },
  });
  const reason = 'плагиат,\n протокол № 5 от 12.11.2026';
  expect((await app.gql(ANNUL, { code: printedCheckCode(code), reason }, headers)).data).toEqual({
    annulCertificate: {
      status: 'ANNULLED',
      annulmentReason: 'плагиат, протокол № 5 от 12.11.2026',
      pdfUrl: null,
    },
  });
  expect((await app.gql(ANNUL, { code, reason }, headers)).errors[0]?.extensions['code']).toBe('CONFLICT');
  await expect
    .poll(async () => (await app.gql(CERTIFICATE, { code })).data.certificate)
    .toMatchObject({ status: 'ANNULLED', annulmentReason: 'плагиат, протокол № 5 от 12.11.2026' });
  const { rows } = await app.pool.query(
    `select actor, action from audit_event where subject_type = 'certificate' and subject_id = $1 order by at`,
    [id],
  );
  expect(rows).toEqual([
    { actor: 'system', action: 'certificate.issued' },
    { actor: account.id, action: 'certificate.annulled' },
  ]);
});

test('the holder sees the own certificates alone, newest first, page by page', async () => {
  const { account, headers } = await memberWith([]);
  const numbers: string[] = [];
  for (let at = 0; at < 3; at++) {
    const { certificates } = await publish(async (em) => ({
      authors: [await em.findOneOrFail(Person, account.person.id)],
    }));
    numbers.unshift(certificates[0]!.number);
  }
  const MINE = `query ($after: String) { myCertificates(first: 2, after: $after) {
    totalCount nodes { number } pageInfo { hasNextPage endCursor } } }`;
  const first = (await app.gql(MINE, {}, headers)).data.myCertificates;
  const second = (await app.gql(MINE, { after: first.pageInfo.endCursor }, headers)).data.myCertificates;
  expect(first.totalCount).toBe(3);
  expect([...first.nodes, ...second.nodes].map((node: { number: string }) => node.number)).toEqual(numbers);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test('the sheet is a PDF for whoever has the code, made anew only where it has changed', async () => {
  const { certificates } = await publish((em) => ({ authors: [buildPerson(em)] }));
  const { checkCode, number } = certificates[0]!;
  const address = `${app.url}/certificates/${printedCheckCode(checkCode)}.pdf`;
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toContain(
    encodeURIComponent(`Свидетельство ${number}.pdf`),
  );
  expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-1\.7/);
  const again = await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag')! } });
  expect(again.status).toBe(304);
});

test('B38: a forged code has no sheet, an annulled certificate has none any more', async () => {
  const { certificates } = await publish((em) => ({ authors: [buildPerson(em)] }));
  const { checkCode: code } = certificates[0]!;
  for (const forged of [newCheckCode(), code.slice(1), '..%2f..%2fetc%2fpasswd']) {
    const answer = await fetch(`${app.url}/certificates/${forged}.pdf`);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      'Такого свидетельства нет. Проверьте код: http://localhost:3000/check\n',
    ]);
  }
  const { headers } = await memberWith([Role.ADMIN]);
  await app.gql(ANNUL, { code, reason: 'выдано по ошибке' }, headers);
  const gone = await fetch(`${app.url}/certificates/${code}.pdf`, { headers: { 'accept-language': 'en' } });
  expect(gone.status).toBe(410);
  expect(await gone.text()).toBe(
    `The certificate has been annulled. The reason: http://localhost:3000/check/${code}\n`,
  );
});

test('what an import has published is certified in one go, the oldest first, and only once', async () => {
  const em = app.orm.em.fork();
  const [late, early] = ['2026-03-02', '2026-03-01'].map((day) =>
    buildMaterial(em, { publishedAt: new Date(day), authors: [buildPerson(em), buildPerson(em)] }),
  );
  buildMaterial(em, { status: MaterialStatus.WITHDRAWN, authors: [buildPerson(em)] });
  await em.flush();
  const issued = await issueMissing(app.orm.em.fork(), service, 'import');
  const ours = issued.filter(({ snapshot }) =>
    [early, late].some((material) => material!.registrationNumber === snapshot.registrationNumber),
  );
  expect(ours.map(({ snapshot }) => snapshot.publishedOn)).toEqual([
    '2026-03-01',
    '2026-03-01',
    '2026-03-02',
    '2026-03-02',
  ]);
  expect(await issueMissing(app.orm.em.fork(), service, 'import')).toEqual([]);
});

test('check pages are few for one address, the others are many', async () => {
  const statuses = async (path: () => string) => {
    const answers = await Promise.all(Array.from({ length: 130 }, () => fetch(`${app.url}${path()}`)));
    return answers.filter(({ status }) => status === 429).length;
  };
  expect(await statuses(() => `/check/${newCheckCode()}`)).toBe(10);
  expect(await statuses(() => '/about')).toBe(0);
});
