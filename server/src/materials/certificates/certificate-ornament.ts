import type Pdf from 'pdfkit';
import { create } from 'qrcode';
import { INK } from './certificate-words.js';

type Sheet = typeof Pdf.prototype;

/** Draws the paper, the double frame with its corners, and the rosette behind the words. */
export function drawGround(sheet: Sheet, width: number, height: number): void {
  sheet.rect(0, 0, width, height).fill(INK.paper);
  rosette(sheet, width / 2, height / 2 - 8, 205);
  sheet
    .lineWidth(1.6)
    .rect(26, 26, width - 52, height - 52)
    .stroke(INK.accent);
  sheet
    .lineWidth(0.5)
    .rect(32, 32, width - 64, height - 64)
    .stroke(INK.ochre);
  for (const [x, y] of [
    [26, 26],
    [width - 26, 26],
    [26, height - 26],
    [width - 26, height - 26],
  ] as const) {
    sheet.rect(x - 8, y - 8, 16, 16).fill(INK.paper);
    sheet.save().rotate(45, { origin: [x, y] });
    sheet
      .lineWidth(1.2)
      .rect(x - 5, y - 5, 10, 10)
      .stroke(INK.accent);
    sheet.rect(x - 2, y - 2, 4, 4).fill(INK.ochre);
    sheet.restore();
  }
}

/** A guilloche: two rings of fine waves, faint enough to read over and hard to copy. */
function rosette(sheet: Sheet, x: number, y: number, radius: number): void {
  sheet.save().lineWidth(0.3).strokeColor(INK.accent).strokeOpacity(0.12);
  for (const [middle, height, petals, curves] of [
    [0.86, 0.14, 16, 6],
    [0.58, 0.12, 12, 5],
  ] as const) {
    for (let curve = 0; curve < curves; curve++) {
      const points = 20 * petals;
      for (let at = 0; at < points; at++) {
        const angle = (2 * Math.PI * at) / points;
        const wave = Math.sin(petals * angle + (2 * Math.PI * curve) / curves);
        const reach = radius * (middle + height * wave);
        // two decimals are finer than any printer, and keep the file small
        const place = [x + reach * Math.cos(angle) * 1.2, y + reach * Math.sin(angle) * 0.86] as const;
        const [left, top] = place.map((value) => Math.round(value * 100) / 100) as [number, number];
        if (at === 0) sheet.moveTo(left, top);
        else sheet.lineTo(left, top);
      }
      sheet.closePath().stroke();
    }
  }
  sheet.restore();
}

/** The bank's mark: a page with two lines. */
export function drawMark(sheet: Sheet, x: number, y: number, size: number): void {
  sheet.roundedRect(x, y, size, size, size * 0.27).fill(INK.accent);
  sheet.rect(x + size * 0.23, y + size * 0.31, size * 0.54, size * 0.115).fill('#ffffff');
  sheet.rect(x + size * 0.23, y + size * 0.54, size * 0.35, size * 0.115).fill('#ffffff');
}

/** A QR code as squares of ink, sharp at any size. */
export function drawQr(sheet: Sheet, text: string, x: number, y: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = size / modules.size;
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      // squares that touch are one strip: no hair lines between them
      let end = column + 1;
      while (end < modules.size && modules.get(row, end)) end++;
      sheet.rect(x + column * side, y + row * side, (end - column) * side, side + 0.05);
      column = end;
    }
  }
  sheet.fill(INK.ink);
}
