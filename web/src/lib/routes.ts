import { inAddress } from '#lib/address.ts';
import { inLocale } from '#lib/locale.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

const here = (path: string): string => inLocale(path, getLocale());
const under = (base: string, slug: string): string => here(`${base}/${encodeURIComponent(slug)}`);
const withQuery = (path: string, query: URLSearchParams): string => (query.size ? `${path}?${query}` : path);

/** A place inside a material's file. */
export interface PlaceAddress {
  fileId: string;
  page?: number | null;
  slide?: number | null;
  second?: number | null;
  ordinal?: number | null;
  query?: string;
  /** Words to mark besides those of the query. */
  words?: string;
}

/** Every address of the site, in the language of the present page. */
export const routes = {
  home: (): string => here('/'),
  catalogue: (query = new URLSearchParams()): string => withQuery(here('/catalogue'), query),
  material: (slug: string): string => under('/materials', slug),
  /** A material opened at a place of one of its files, the words of a query marked. */
  place(slug: string, { fileId, page, slide, second, ordinal, query, words }: PlaceAddress): string {
    const search = new URLSearchParams({ file: fileId });
    const parts = { page, slide, second, at: ordinal, q: query || null, words: words || null };
    for (const [name, value] of Object.entries(parts)) {
      if (value !== null && value !== undefined) search.set(name, String(value));
    }
    // a page, slide or second is all that the viewer shows; in a running text the browser looks for the passage
    const running = [page, slide, second].every((value) => value === null || value === undefined);
    const anchor = running && typeof ordinal === 'number' ? `passage-${ordinal}` : 'viewer';
    return `${under('/materials', slug)}?${search}#${anchor}`;
  },
  /** Use reports, comments and ratings of a material, where they are written. */
  discussion: (slug: string): string => `${under('/materials', slug)}/discussion`,
  /** What changed in a material from version to version. */
  versions: (slug: string): string => `${under('/materials', slug)}/versions`,
  /** A version of a material that is or was public. */
  version: (slug: string, number: number): string => `${under('/materials', slug)}/versions/${number}`,
  /** Where one complains of a material, or of a post under it. */
  complain: (slug: string, post?: string): string =>
    withQuery(`${under('/materials', slug)}/complain`, new URLSearchParams(post ? { post } : {})),
  moderation: (): string => here('/moderation'),
  admin: (): string => here('/admin'),
  accounts: (): string => here('/admin/accounts'),
  accountInvitations: (): string => here('/admin/accounts/invitations'),
  /** An account to which a role is to be given, as it was typed elsewhere. */
  accountFor: (id: string, role: URLSearchParams): string => withQuery(under('/admin/accounts', id), role),
  audit: (): string => here('/admin/audit'),
  mentions: (): string => here('/admin/mentions'),
  adminSearch: (): string => here('/admin/search'),
  account: (id: string): string => under('/admin/accounts', id),
  /** Picture of a material's address, the same in each language. */
  qr: (slug: string): string => `/materials/${encodeURIComponent(slug)}/qr.svg`,
  themes: (): string => here('/themes'),
  theme: (slug: string): string => under('/themes', slug),
  networks: (): string => here('/networks'),
  network: (slug: string): string => under('/networks', slug),
  organizations: (): string => here('/organizations'),
  organization: (slug: string): string => under('/organizations', slug),
  authors: (): string => here('/authors'),
  author: (slug: string): string => under('/authors', slug),
  about: (): string => here('/about'),
  appearance: (): string => here('/appearance'),
  /** Sign in, then come back to an address of ours. */
  signIn: (returnTo: string): string => withQuery(here('/sign-in'), new URLSearchParams({ returnTo })),
  /** Where one comes back who has asked to be deleted, until the day. */
  signInAgain: (eraseOn: string): string => withQuery(here('/sign-in'), new URLSearchParams({ eraseOn })),
  /** The second step of signing in, then back to an address of ours. */
  signInCode: (returnTo: string): string =>
    withQuery(here('/sign-in/code'), new URLSearchParams({ returnTo })),
  /** Where staff sets the second factor up before anything else. */
  signInSetUp: (returnTo: string): string =>
    withQuery(here('/sign-in/set-up'), new URLSearchParams({ returnTo })),
  /** To the outside service, and then to an address of ours. */
  signInOutside: (returnTo: string): string =>
    withQuery(here('/sign-in/outside'), new URLSearchParams({ returnTo })),
  /** Where an account is linked to the outside service that vouches for its address. */
  linkOutside: (): string => here('/sign-in/outside/link'),
  registerOutside: (): string => here('/register/outside'),
  signOut: (): string => here('/sign-out'),
  register: (): string => here('/register'),
  /** Where a link for a new password is asked for. */
  reset: (): string => here('/reset'),
  /** A text that people consent to. */
  consentDocument: (kind: string): string => under('/consents', inAddress(kind)),
  ownProfile: (): string => here('/my/profile'),
  ownAccount: (): string => here('/my/account'),
  /** Two-step sign-in of one's own. */
  ownTwoSteps: (): string => here('/my/account/two-steps'),
  ownPasskeys: (): string => here('/my/account/passkeys'),
  /** The link of one's own account to the outside service. */
  ownOutside: (): string => here('/my/account/outside'),
  ownConsents: (): string => here('/my/consents'),
  /** What the bank holds of the viewer. */
  ownData: (): string => here('/my/data'),
  /** All of it in one ZIP. */
  dataExport: (): string => '/my-data.zip',
  /** Where a material is put by or into collections, then back. */
  keep: (slug: string, back: string): string =>
    withQuery(under('/my/keep', slug), new URLSearchParams({ back })),
  /** What one writes, and where it stands. */
  ownMaterials: (query = new URLSearchParams()): string => withQuery(here('/my/materials'), query),
  /** The editor of a material; its page where nothing can be changed. */
  ownMaterial: (id: string): string => under('/my/materials', id),
  /** An own material as its readers will see it. */
  ownPreview: (id: string): string => `${under('/my/materials', id)}/preview`,
  /** Versions of an own material: comparing, restoring, the end. */
  ownVersions: (id: string, query = new URLSearchParams()): string =>
    withQuery(`${under('/my/materials', id)}/versions`, query),
  /** Title pages that one is asked to stand on. */
  ownInvitations: (): string => here('/my/invitations'),
  bookmarks: (): string => here('/my/bookmarks'),
  ownCollections: (): string => here('/my/collections'),
  follows: (): string => here('/my/follows'),
  notifications: (): string => here('/my/notifications'),
  savedSearches: (): string => here('/my/searches'),
  /** Where one begins to follow a search of the catalogue. */
  followSearch: (query: URLSearchParams): string => withQuery(here('/catalogue/follow'), query),
  /** Where a reader says what the bank lacks. */
  missing: (query = new URLSearchParams()): string => withQuery(here('/catalogue/missing'), query),
  /** The Atom feed of a theme, a network or an author; without one, of all new materials. */
  feed: (of?: 'themes' | 'networks' | 'authors', slug = ''): string =>
    of ? `/feeds/${of}/${encodeURIComponent(slug)}.atom` : '/feeds/materials.atom',
  collections: (): string => here('/collections'),
  collection: (slug: string): string => under('/collections', slug),
  /** Where anybody checks a certificate. */
  check: (): string => here('/check'),
  certificate: (code: string): string => under('/check', code),
  ownCertificates: (): string => here('/my/certificates'),
  ownStatistics: (): string => here('/my/statistics'),
  ownPortfolio: (): string => here('/my/portfolio'),
  /** What was handed in and waits for reviews or a decision. */
  councilQueue: (query = new URLSearchParams()): string => withQuery(here('/council/queue'), query),
  /** The rules by which the council works, and its form of review. */
  councilSettings: (): string => here('/council/settings'),
  queued: (id: string): string => under('/council/queue', id),
  /** Where the council looks after its themes. */
  councilThemes: (): string => here('/council/themes'),
  councilTheme: (id: string, query = new URLSearchParams()): string =>
    withQuery(under('/council/themes', id), query),
  councilThemesImport: (): string => here('/council/themes/import'),
  /** The themes, or one of them, for other vocabularies. */
  skos: (format: 'ttl' | 'jsonld', slug?: string): string =>
    slug === undefined ? `/themes.${format}` : `/themes/${encodeURIComponent(slug)}.${format}`,
  councilMeetings: (): string => here('/council/meetings'),
  councilMeeting: (id: string): string => under('/council/meetings', id),
  /** What the council waits for, for everybody. */
  calls: (): string => here('/calls'),
  call: (id: string): string => under('/calls', id),
  /** Where the council opens a call, for a place of the theme map. */
  newCall: (query = new URLSearchParams()): string => withQuery(here('/council/calls/new'), query),
  /** What the bank has by theme, beside what is looked for. */
  themeMap: (query = new URLSearchParams()): string => withQuery(here('/council/theme-map'), query),
  /** The same as a workbook, in no language of the interface. */
  themeMapWorkbook: (query = new URLSearchParams()): string => withQuery('/theme-map.xlsx', query),
  /** What was looked for in vain. */
  searchGaps: (query = new URLSearchParams()): string => withQuery(here('/council/search-gaps'), query),
  /** What the council has approved, for everybody. */
  decisions: (): string => here('/decisions'),
  /** How fast the council works, and on what. */
  councilFigures: (): string => here('/council/figures'),
  /** The register of «Адреса передового педагогического опыта», for everybody. */
  experiences: (query = new URLSearchParams()): string => withQuery(here('/experience'), query),
  experience: (slug: string): string => under('/experience', slug),
  /** Descriptions that one writes of own experience. */
  ownExperiences: (): string => here('/my/experience'),
  ownExperience: (id: string): string => under('/my/experience', id),
  newExperience: (): string => here('/my/experience/new'),
  /** Descriptions that wait for a meeting of the council. */
  submittedExperiences: (): string => here('/council/experience'),
  submittedExperience: (id: string): string => under('/council/experience', id),
  /** What reviewers say of an own material, and where their remarks are answered. */
  authorReviews: (id: string): string => `${under('/my/materials', id)}/reviews`,
  ownReviews: (): string => here('/my/reviews'),
  ownReview: (id: string): string => under('/my/reviews', id),
  /** A page that shows a file beside something else, opened at a place of the file. */
  placeOn(page: string, { fileId, page: number, slide, second, ordinal }: PlaceAddress): string {
    const search = new URLSearchParams({ file: fileId });
    for (const [name, value] of Object.entries({ page: number, slide, second, at: ordinal })) {
      if (value !== null && value !== undefined) search.set(name, String(value));
    }
    return `${page}?${search}#viewer`;
  },
};
