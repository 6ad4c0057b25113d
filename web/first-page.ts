import type { Plugin } from 'vite';

/** Where a visitor most often comes in: the frame of every page, and the catalogue. */
const ENTRIES = /src\/routes\/(\+layout|catalogue\/\+page)\.(svelte|ts)$/;
const MESSAGE = /paraglide\/messages\/([a-z0-9_]+)\.js$/;

/** Tells, once the modules are known, which of them the first page needs. */
export class FirstPage {
  private readonly needed = new Set<string>();
  /** What comes to the first page by `import()` of plain modules, and all that they need. */
  private readonly later = new Set<string>();

  /** Whether the frame or the catalogue needs a module; for the groups of the bundler. */
  readonly needs = (id: string): boolean => this.needed.has(id);

  /**
   * Whether a module of ours belongs to other pages alone. What the first page asks for later does not: Kit gives the
   * styles of a file to whichever import it meets first, and a page would stand there without those of the shared file.
   */
  readonly spares = (id: string): boolean =>
    /\/src\/lib\//.test(id) && !this.needed.has(id) && !this.later.has(id);

  /** Walks from the entries along the imports; what comes later, by `import()`, is not needed at first. */
  plugin(): Plugin {
    const { needed, later } = this;
    return {
      name: 'first-page',
      buildEnd() {
        if (this.environment.name !== 'client') return;
        const ids = [...this.getModuleIds()];
        const messages = new Map(ids.map((id) => [MESSAGE.exec(id)?.[1], id]));
        const visit = (id: string, into: Set<string>): void => {
          // all messages hang on one index: only those that are called count
          if (needed.has(id) || into.has(id) || /paraglide\/messages(\/_index)?\.js$/.test(id)) return;
          into.add(id);
          const info = this.getModuleInfo(id);
          for (const next of info?.importedIds ?? []) visit(next, into);
          for (const [, name] of info?.code?.matchAll(/\bm\.([a-z0-9_]+)/g) ?? []) {
            const message = messages.get(name);
            if (message) visit(message, into);
          }
        };
        for (const id of ids) if (ENTRIES.test(id)) visit(id, needed);
        const asked = [...needed].flatMap((id) => this.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
        for (const id of asked) if (id.endsWith('.ts')) visit(id, later);
      },
    };
  }
}
