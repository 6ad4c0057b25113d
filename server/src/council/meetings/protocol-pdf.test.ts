import { extractText } from 'unpdf';
import { expect, test } from 'vitest';
import { protocolPdf } from './protocol-pdf.js';

test('those who sign stand on one page, wherever it ends', async () => {
  for (let lines = 31; lines <= 37; lines += 1) {
    const pdf = await protocolPdf({
      ...{ council: 'Научно-методический совет', title: 'Протокол № 3', date: '27 ноября 2026 г.' },
      ...{ place: 'Кабинет 12', facts: [], matters: [], draft: null, signedAt: new Date('2026-11-28') },
      agenda: Array.from({ length: lines }, () => 'О плане работы'),
      signers: [
        ['Председатель', 'Велихова Т. П.'],
        ['Секретарь', 'Громова А. Н.'],
      ],
      signature: 'Подписан в Методбанке 28 ноября 2026 г.: Велихова Т. П.',
    });
    const { text } = await extractText(new Uint8Array(pdf));
    const signs = (page: string) => /Председатель|Секретарь|Подписан/.test(page);
    expect([lines, text.filter(signs)]).toEqual([
      lines,
      [expect.stringMatching(/Председатель[^]*Секретарь[^]*Подписан/)],
    ]);
  }
});
