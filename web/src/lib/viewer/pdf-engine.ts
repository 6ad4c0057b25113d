import { getDocument, GlobalWorkerOptions, version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist';

export { drawPage } from './pdf-page.ts';

GlobalWorkerOptions.workerSrc = workerAddress;
/** Where the build puts the character maps, fonts and decoders that a PDF may need. */
const assets = `/_app/immutable/pdfjs-${version}/`;

/**
 * Begins to read a PDF: only the parts that the pages shown need are fetched.
 * @param onProgress bytes that have come and, where known, bytes in all
 */
export function openPdf(url: string, onProgress: (loaded: number) => void): PDFDocumentLoadingTask {
  const task = getDocument({
    url,
    isEvalSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: `${assets}cmaps/`,
    standardFontDataUrl: `${assets}standard_fonts/`,
    wasmUrl: `${assets}wasm/`,
    iccUrl: `${assets}iccs/`,
    verbosity: 0,
  });
  task.onProgress = ({ loaded }: { loaded: number }) => onProgress(loaded);
  return task;
}
