import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bank, DEMO_MARK } from './bank.js';
import { type ImportProgress, type ImportReport, ImportService } from './exchange/import/import.service.js';
import { giveDemoMaterialsToAuthors } from './exchange/seed/demo-accounts.js';
import { loadDemoBank } from './exchange/seed/demo-bank.js';
import { loadDemoDemand } from './exchange/seed/demo-demand.js';
import { loadDemoMeetings } from './exchange/seed/demo-meetings.js';
import { loadDemoSubmissions } from './exchange/seed/demo-submissions.js';
import { SEED_FOLDER } from './exchange/seed/vocabularies.js';
import { PublicationService } from './materials/authoring/publication.service.js';
import { CertificateService } from './materials/certificates/certificate.service.js';
import { issueMissing } from './materials/certificates/issue-missing.js';
import { FileReader } from './materials/extraction/file-reader.js';
import { FileIntake } from './materials/file-intake.js';
import type { Config } from './platform/config.js';
import { inTurn } from './platform/database.js';
import { ProgressLine } from './platform/terminal.js';

/** Any number that nothing else locks: of processes that start at once, one loads the demo. */
const LOADING_DEMO = 7_061_004;

/**
 * Fills an empty bank with the demo materials and their certificates, and shows how far it is. What was broken off is taken up again by the
 * next start: a mark in the data folder tells it apart from a bank of somebody's own.
 * @param bank opened without a limit on statements
 * @param folder of the seed
 * @param say tells the person at the terminal what of the demo is missing
 */
export function fillWithDemo(
  bank: Bank,
  { dataDir, certificateIssuer }: Pick<Config, 'dataDir' | 'certificateIssuer'>,
  folder = SEED_FOLDER,
  say: (text: string) => void = (text) => process.stdout.write(text),
): Promise<void> {
  return inTurn(bank.url, LOADING_DEMO, async () => {
    const mark = join(dataDir, DEMO_MARK);
    const brokenOff = existsSync(mark);
    await mkdir(dataDir, { recursive: true });
    await writeFile(mark, '');
    const reader = new FileReader();
    const line = new ProgressLine('Загружаю материалы');
    const show: ImportProgress = (done, total, title) => line.show(done, total, title);
    try {
      const intake = new FileIntake(bank.storage, reader);
      const certificates = new CertificateService(certificateIssuer);
      const importer = new ImportService(bank.orm.em.fork(), intake);
      let report = await loadDemoBank(bank.orm.em.fork(), importer, show, folder);
      if (report === null && brokenOff) report = await importer.run(join(folder, 'materials.csv'), show);
      line.stop();
      if (report) say(describeLoss(report));
      await giveDemoMaterialsToAuthors(bank.orm.em.fork());
      await issueMissing(bank.orm.em.fork(), certificates, 'import');
      const publication = new PublicationService(certificates);
      await loadDemoSubmissions(bank.orm.em.fork(), intake, publication, folder);
      await loadDemoMeetings(bank.orm.em.fork(), folder);
      await loadDemoDemand(bank.orm.em.fork(), folder);
      // the demo has no bad rows: a file is missing, or the database was going away
      if (!report || report.refused.length === 0) await rm(mark);
    } finally {
      line.stop();
      await reader.close();
    }
  });
}

/** Rows that were not taken and files whose text was not read, a line each; empty where nothing is missing. */
function describeLoss({ rows, refused, unread }: ImportReport): string {
  if (refused.length === 0 && unread.length === 0) return '';
  const lines = [
    `Загружено материалов: ${rows - refused.length} из ${rows}`,
    ...refused.map(({ line, title, reason }) => `  не взята строка ${line}, «${title}»: ${reason}`),
    ...unread.map((name) => `  текст не прочитан, поиск его не найдёт: ${name}`),
  ];
  if (refused.length > 0) lines.push('Следующий запуск попробует взять эти строки ещё раз.');
  return `${lines.map((line) => `  ${line}\n`).join('')}\n`;
}
