import type { PDFDocumentProxy } from 'pdfjs-dist';

type Engine = typeof import('./pdf-engine.ts');

/** A PDF that is read in the browser once `open` is called: the program comes first, then the file in parts. */
export class PdfReader {
  state = $state<'waiting' | 'opening' | 'open' | 'failed'>('waiting');
  /** Bytes that have come. */
  loaded = $state(0);
  /** The file once it is open, with the program that draws it. */
  opened = $state.raw<{ file: PDFDocumentProxy; drawPage: Engine['drawPage'] }>();
  #close = (): void => {};
  /** Whoever reads has left: what comes now is let go of. */
  #left = false;

  /** @param url address of the file, on our own origin */
  constructor(private readonly url: string) {}

  /** Opens the file; again, when it has failed before. */
  async open(): Promise<void> {
    if (this.state === 'opening' || this.state === 'open') return;
    this.state = 'opening';
    this.loaded = 0;
    try {
      const engine = await import('./pdf-engine.ts');
      if (this.#left) return;
      const task = engine.openPdf(this.url, (bytes) => (this.loaded = bytes));
      this.#close = () => void task.destroy();
      this.opened = { file: await task.promise, drawPage: engine.drawPage };
      this.state = 'open';
    } catch {
      this.fail();
    }
  }

  /** The file cannot be read or drawn. */
  fail(): void {
    this.#close();
    this.opened = undefined;
    this.state = 'failed';
  }

  /** Lets go of the file and its worker. */
  close(): void {
    this.#left = true;
    this.#close();
  }
}
