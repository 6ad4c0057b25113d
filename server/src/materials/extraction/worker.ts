import { Socket } from 'node:net';
import { extract } from './extract.js';
import type { Job, Report } from './extraction.js';
import { NOTHING } from './extraction.js';
import type { FormatName } from './format.js';
import { measurePicture } from './picture.js';
import { FileRefused } from './refusal.js';
import { sniff } from './sniff.js';

// A document may name pictures, fonts, schemas of other machines: from here nothing reaches them.
Socket.prototype.connect = function connect(): never {
  throw new Error('The reader of files has no network');
};

const PICTURES: readonly FormatName[] = ['JPG', 'PNG', 'GIF', 'WEBP'];

const report = (message: Report): void => void process.send!(message);

process.on('message', async ({ path, name, only }: Job) => {
  try {
    const { format, overBudget, warnings = [] } = await sniff(path, name);
    report({ step: 'sniffed', format });
    if (only === 'sniff' && PICTURES.includes(format)) await measurePicture(path);
    const extraction =
      only === 'sniff'
        ? NOTHING
        : overBudget
          ? { ...NOTHING, textState: 'FAILED' as const, failure: 'over budget' }
          : await read(path, format);
    report({ step: 'done', extraction: { ...extraction, warnings } });
  } catch (error) {
    if (error instanceof FileRefused) report({ step: 'refused', reason: error.reason, detail: error.detail });
    else report({ step: 'refused', reason: 'UNREADABLE', detail: (error as Error).message });
  }
});

async function read(...[path, format]: Parameters<typeof extract>): ReturnType<typeof extract> {
  try {
    return await extract(path, format);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    return { ...NOTHING, textState: 'FAILED', failure: String(error) };
  }
}
