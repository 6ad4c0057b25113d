import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist';
import { findWords } from '#lib/marking.ts';

/** A canvas of more pixels is refused by telephones. */
const MOST_PIXELS = 16_000_000;

/** How a page is drawn. */
export interface PageLook {
  /** CSS pixels. */
  width: number;
  /** Words to mark. */
  stems: ReadonlySet<string>;
  /** The two colours of the low-vision version; null draws the page as it is. */
  colors: { foreground: string; background: string } | null;
}

/** A page on its way to the screen. */
export interface PageDrawing {
  /** True once the page is on the screen, false when it was called off. */
  done: Promise<boolean>;
  cancel(): void;
}

/** Draws a page with its text over it, and puts both into `host` when they are ready. */
export function drawPage(
  file: PDFDocumentProxy,
  number: number,
  host: HTMLElement,
  look: PageLook,
): PageDrawing {
  let cancelled = false;
  let painting: RenderTask | undefined;
  let layer: TextLayer | undefined;

  async function draw(): Promise<boolean> {
    const page = await file.getPage(number);
    if (cancelled) return false;
    const scale = look.width / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const density = Math.min(
      Math.max(1, devicePixelRatio),
      Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)),
    );
    canvas.width = Math.round(viewport.width * density);
    canvas.height = Math.round(viewport.height * density);
    canvas.style.width = `${viewport.width}px`;
    painting = page.render({
      canvas,
      viewport,
      transform: [density, 0, 0, density, 0, 0],
      pageColors: look.colors ?? undefined,
    });
    const text = document.createElement('div');
    text.className = 'textLayer';
    text.style.setProperty('--total-scale-factor', String(scale));
    const [, content] = await Promise.all([painting.promise, page.getTextContent()]);
    if (cancelled) return false;
    layer = new TextLayer({ textContentSource: content, container: text, viewport });
    await layer.render();
    if (cancelled) return false;
    markLayer(content.items as TextItem[], layer.textDivs, look.stems);
    host.replaceChildren(canvas, text);
    page.cleanup();
    return true;
  }

  return {
    done: draw().catch((reason: unknown) => {
      if (cancelled) return false;
      throw reason;
    }),
    cancel() {
      cancelled = true;
      painting?.cancel();
      layer?.cancel();
    },
  };
}

type TextItem = Extract<
  Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number],
  { str: string }
>;

/** Marks words in the text over a page; a word may be cut into several runs, or by a line end. */
function markLayer(
  items: readonly TextItem[],
  runs: readonly HTMLElement[],
  stems: ReadonlySet<string>,
): void {
  let text = '';
  let baseline: number | undefined;
  const starts = items.map(({ str, hasEOL, transform, height }) => {
    const y: number = transform[5];
    const moved = baseline !== undefined && str.trim() && Math.abs(y - baseline) > Math.max(2, height * 0.6);
    if (moved && !text.endsWith('\n')) text += '\n';
    const start = text.length;
    text += str + (hasEOL ? '\n' : '');
    if (str.trim()) baseline = y;
    return start;
  });
  const found = findWords(text, stems);
  items.forEach(({ str }, index) => {
    const start = starts[index]!;
    const inside = found
      .map(
        (stretch) => [Math.max(0, stretch.start - start), Math.min(str.length, stretch.end - start)] as const,
      )
      .filter(([from, to]) => from < to);
    if (inside.length === 0 || !runs[index]) return;
    const parts: (string | HTMLElement)[] = [];
    let done = 0;
    for (const [from, to] of inside) {
      const mark = document.createElement('mark');
      mark.textContent = str.slice(from, to);
      parts.push(str.slice(done, from), mark);
      done = to;
    }
    runs[index].replaceChildren(...parts, str.slice(done));
  });
}
