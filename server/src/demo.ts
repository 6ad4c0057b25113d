import type { Bank } from './bank.js';
import { ImportService } from './exchange/import/import.service.js';
import { loadDemoBank } from './exchange/seed/demo-bank.js';
import { FileReader } from './materials/extraction/file-reader.js';
import { FileIntake } from './materials/file-intake.js';
import { inTurn } from './platform/database.js';
import { ProgressLine } from './platform/terminal.js';

/** Any number that nothing else locks: of processes that start at once, one loads the demo. */
const LOADING_DEMO = 7_061_004;

/**
 * Fills an empty bank with the demo materials and shows how far it is.
 * @param bank opened without a limit on statements
 * @returns how many materials came; 0 when the bank was not empty
 */
export function fillWithDemo(bank: Bank): Promise<number> {
  return inTurn(bank.url, LOADING_DEMO, async () => {
    const reader = new FileReader();
    const line = new ProgressLine('Загружаю материалы');
    try {
      const importer = new ImportService(bank.orm.em.fork(), new FileIntake(bank.storage, reader));
      const report = await loadDemoBank(bank.orm.em.fork(), importer, (done, total, title) =>
        line.show(done, total, title),
      );
      return report?.created ?? 0;
    } finally {
      line.stop();
      await reader.close();
    }
  });
}
