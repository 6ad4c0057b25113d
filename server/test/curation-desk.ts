/** Those who curate the themes and those who look on, at work over the API. */
import { Role } from '../src/directory/role.js';
import type { PriorityTheme } from '../src/vocabulary/priority-theme.entity.js';
import { type BootedApp, bootApp } from './app.js';
import { buildMaterial, buildTheme } from './builders.js';
import { buildAccount, signIn } from './members.js';

const THEME = `id version slug addresses title status broader position altLabels related materials
  curators { slug } pins { slug } viewerCan { edit approve activate close join }`;
const CURATION = `{ themes { ${THEME} } viewerCan { propose edit decide } }`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${CURATION} }`;
/** The changes of themes, each with one `input`. */
const DO = {
  propose: change('proposeTheme', 'ProposeThemeInput'),
  describe: change('describeTheme', 'DescribeThemeInput'),
  rename: change('renameTheme', 'RenameThemeInput'),
  move: change('moveTheme', 'MoveThemeInput'),
  approve: change('approveTheme', 'ApproveThemeInput'),
  activate: change('activateTheme', 'ThemeChangeInput'),
  close: change('closeTheme', 'ThemeChangeInput'),
  pin: change('pinThemeMaterials', 'PinThemeMaterialsInput'),
  merge: change('mergeThemes', 'MergeThemesInput'),
  split: change('splitTheme', 'SplitThemeInput'),
} as const;
/** Takes a change back. */
export const UNDO = `mutation ($id: ID!) { undoThemeChange(id: $id) ${CURATION} }`;
/** What `describe` says beside what a test is about. */
export const SAID = { altLabels: [], related: [], exactMatch: [], curators: [] };

/** An answer; deliberately loose: tests look into answers of many shapes. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Shown = any;

type Headers = Record<string, string>;

/** A bank with a secretary, a member of the council, a moderator and a teacher. */
export class CurationDesk {
  private constructor(
    readonly app: BootedApp,
    /** Headers of each. */
    readonly as: Readonly<Record<'secretary' | 'member' | 'moderator' | 'teacher', Headers>>,
  ) {}

  /** Boots the bank, makes them all and signs them in. */
  static async open(): Promise<CurationDesk> {
    const app = await bootApp();
    const em = app.orm.em.fork();
    const roles = [Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.MODERATOR, Role.TEACHER];
    const accounts = roles.map((role) => buildAccount(em, { roles: [role] }));
    await em.flush();
    const [secretary, member, moderator, teacher] = await Promise.all(
      accounts.map((account) => signIn(app.pool, account)),
    );
    const as = { secretary: secretary!, member: member!, moderator: moderator!, teacher: teacher! };
    return new CurationDesk(app, as);
  }

  /** Ends the bank. */
  close(): Promise<void> {
    return this.app.close();
  }

  /** The first field of an answer, or the first error. */
  async ask(who: Headers, document: string, variables: object): Promise<Shown> {
    const { data, errors } = await this.app.gql(document, variables, who);
    if (!errors?.length) return Object.values(data as object)[0];
    const [{ message, extensions }] = errors as [Shown];
    return { code: extensions.code, fields: extensions.fields, message };
  }

  /** Changes the themes. */
  act(name: keyof typeof DO, input: object, who = this.as.secretary): Promise<Shown> {
    return this.ask(who, DO[name], { input });
  }

  /** A stored theme with as many materials. */
  async stored(title: string, materials = 0, data: Partial<PriorityTheme> = {}) {
    const em = this.app.orm.em.fork();
    const theme = buildTheme(em, { title, ...data });
    const made = Array.from({ length: materials }, (_, n) =>
      buildMaterial(em, { title: `${title} ${n}`, themes: [theme] }),
    );
    await em.flush();
    return { theme, slugs: made.map(({ slug }) => slug!), seen: { id: theme.id, expectedVersion: 1 } };
  }

  /** All themes as the secretary curates them. */
  async themes(): Promise<Shown[]> {
    return (await this.ask(this.as.secretary, `{ themeCuration ${CURATION} }`, {})).themes;
  }

  /** One of them. */
  async themeOf(id: string): Promise<Shown> {
    return (await this.themes()).find((theme) => theme.id === id);
  }

  /** What a change names of the theme that it was made on. */
  async seenOf(id: string): Promise<{ id: string; expectedVersion: number }> {
    return { id, expectedVersion: (await this.themeOf(id)).version };
  }

  /** The newest change that touches a theme. */
  async lastChange(theme: string): Promise<Shown> {
    const document =
      'query ($t: ID!) { themeChanges(theme: $t) { id kind title materials viewerCanUndo undoneAt } }';
    return (await this.ask(this.as.secretary, document, { t: theme }))[0];
  }

  /** Takes it back. */
  async undo(theme: string, who = this.as.secretary): Promise<Shown> {
    return this.ask(who, UNDO, { id: (await this.lastChange(theme)).id });
  }

  /** A theme as everybody sees it. */
  async publicTheme(slug: string): Promise<Shown> {
    const document = 'query ($s: String!) { priorityTheme(slug: $s) { slug title materialCount altLabels } }';
    return (await this.app.gql(document, { s: slug })).data.priorityTheme;
  }

  /** How many materials of a theme the search finds. */
  async found(slug: string): Promise<number> {
    await this.app.search.catchUp();
    const document = 'query ($s: String!) { searchMaterials(filter: { themes: [$s] }) { total } }';
    return (await this.app.gql(document, { s: slug })).data.searchMaterials.total;
  }
}
