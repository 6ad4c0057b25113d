import type { Bank } from '../bank.js';
import { generateBank } from '../exchange/generate/generate.js';
import { ProgressLine } from '../platform/terminal.js';

/** `generate --materials N`: fills the bank with made-up materials for measuring, and prints how many came. */
export async function generate({ orm, pool }: Bank, materials: number): Promise<void> {
  const started = performance.now();
  const line = new ProgressLine('Сочиняю материалы');
  try {
    const added = await generateBank(orm.em.fork(), pool, materials, (done, total) => line.show(done, total));
    line.stop();
    console.log(`  добавлено ${added} материалов за ${((performance.now() - started) / 1000).toFixed(1)} с`);
  } finally {
    line.stop();
  }
}
