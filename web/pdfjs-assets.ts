import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const home = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
const folder = `_app/immutable/pdfjs-${version}`;

/** What the PDF reader fetches when a file needs it; scripting inside a PDF is not among it. */
const wanted = ['cmaps', 'standard_fonts', 'iccs', 'wasm'].flatMap((part) =>
  readdirSync(join(home, part))
    .filter((name) => !name.startsWith('quickjs') && !name.startsWith('LICENSE'))
    .map((name) => `${part}/${name}`),
);

/** Serves pdf.js' character maps, standard fonts and image decoders from our own origin. */
export function pdfjsAssets(): Plugin {
  return {
    name: 'pdfjs-assets',
    configureServer(server) {
      server.middlewares.use(`/${folder}`, (request, response, next) => {
        const name = (request.url ?? '').slice(1);
        if (wanted.includes(name)) createReadStream(join(home, name)).pipe(response);
        else next();
      });
    },
    generateBundle() {
      if (this.environment.name !== 'client') return;
      for (const name of wanted) {
        this.emitFile({
          type: 'asset',
          fileName: `${folder}/${name}`,
          source: readFileSync(join(home, name)),
        });
      }
    },
  };
}
