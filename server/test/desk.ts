/** An author and a methodist at work over the API, for tests of what happens between them. */
import type { Account } from '../src/directory/account.entity.js';
import { Role } from '../src/directory/role.js';
import type { BootedApp, ClientAnswer } from './app.js';
import { buildOrganization, buildPerson } from './builders.js';
import { type DraftData, storeDraft } from './drafts.js';
import { buildAccount, signIn } from './members.js';

/** What the answers hold of a material. */
export const OWN = `id version state draftState slug registrationNumber reviewRound publishedAt reviewBy
  draft { number version title frozenAt } published { number title contributions { name position } }
  viewerCan { edit submit recall publish withdraw startNewVersion } waitsFor`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${OWN} } }`;

/** The changes of a state, each with one `input`. */
export const CHANGE = {
  submit: change('submitMaterial', 'SubmitMaterialInput'),
  recall: change('recallMaterial', 'StateChangeInput'),
  publish: change('publishMaterial', 'PublishMaterialInput'),
  sendBack: change('returnMaterial', 'ReturnMaterialInput'),
  reject: change('rejectMaterial', 'RejectMaterialInput'),
  withdraw: change('withdrawMaterial', 'WithdrawMaterialInput'),
  reinstate: change('reinstateMaterial', 'ReinstateMaterialInput'),
  acceptMinor: change('acceptMinorChange', 'PublishMaterialInput'),
  confirm: change('confirmMaterialCurrent', 'StateChangeInput'),
} as const;

/** Remarks to an author. */
export const NOTE = 'Добавьте, пожалуйста, цели урока.';

/** An answer with the material and the code of a refusal at hand. */
export interface DeskAnswer {
  // deliberately loose: tests look into answers of many shapes
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly code: unknown;
  readonly errors: ClientAnswer['errors'];
}

/** The two at their desks. */
export class Desk {
  private constructor(
    private readonly app: BootedApp,
    readonly owner: Account,
    readonly methodist: Account,
    /** Headers with which each asks. */
    readonly as: Readonly<Record<'owner' | 'methodist', Record<string, string>>>,
  ) {}

  /** Makes both and signs them in. */
  static async open(app: BootedApp): Promise<Desk> {
    const em = app.orm.em.fork();
    const person = buildPerson(em, ['Ветрова', 'Нина', 'Олеговна'], buildOrganization(em));
    const owner = buildAccount(em, { person });
    const methodist = buildAccount(em, { roles: [Role.METHODIST] });
    await em.flush();
    return new Desk(app, owner, methodist, {
      owner: await signIn(app.pool, owner),
      methodist: await signIn(app.pool, methodist),
    });
  }

  /** Stores a draft of the owner's, of which nothing is missing. */
  draft(data: DraftData = {}) {
    return storeDraft(this.app.orm.em.fork(), this.owner, data);
  }

  /** Asks for a change; as the owner unless other headers are given. */
  async ask(query: string, input: object, headers = this.as.owner): Promise<DeskAnswer> {
    const { data, errors } = await this.app.gql(query, { input }, headers);
    return { data: data && Object.values(data)[0], code: errors[0]?.extensions['code'], errors };
  }

  /** Hands a new draft in and gives what stands there. */
  async submitted(data: DraftData = {}) {
    const { material, draft } = await this.draft(data);
    return done(await this.ask(CHANGE.submit, { id: material.id, expectedVersion: draft.version }));
  }

  /** The same, published by the methodist. */
  async published(data: DraftData = {}) {
    const { id, version } = await this.submitted(data);
    return done(await this.ask(CHANGE.publish, { id, expectedVersion: version }, this.as.methodist));
  }
}

/** The material of a change that is a step towards what a test is about. */
export function done({ data, errors }: DeskAnswer) {
  if (errors.length > 0) throw new Error(errors[0]!.message);
  return data;
}
