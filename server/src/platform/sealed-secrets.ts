/**
 * Secrets that the bank has to read again, such as the key of somebody's authenticator app: sealed with a key that is
 * not in the database, so that a copy of the database alone opens none.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** File in the data folder with the key of a deployment that names none. */
const KEY_FILE = 'secret.key';

/** A sealed secret cannot be opened: it was sealed with another key, or for another owner. */
export class CannotUnseal extends Error {
  constructor(reason: string) {
    super(`A sealed secret cannot be opened: ${reason}.`);
    this.name = 'CannotUnseal';
  }
}

/** Seals and opens secrets: AES-256-GCM, each bound to whom it belongs to. */
export class SealedSecrets {
  private key: Promise<Buffer> | undefined;

  constructor(private readonly config: Pick<Config, 'secretKey' | 'dataDir'>) {}

  /**
   * Seals a secret.
   * @param owner what it belongs to; under another name it does not open
   */
  async seal(owner: string, secret: string): Promise<string> {
    const key = await this.#key();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(
      Buffer.from(owner),
    );
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return ['1', nameOf(key), nonce.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /**
   * Opens a sealed secret.
   * @throws CannotUnseal
   */
  async open(owner: string, text: string): Promise<string> {
    const key = await this.#key();
    const [form, name, nonce = '', body = ''] = text.split('.');
    if (form !== '1') throw new CannotUnseal('its form is unknown');
    if (name !== nameOf(key)) throw new CannotUnseal('SECRET_KEY, or the file secret.key, has changed');
    const sealed = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonce, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG_BYTES));
      return decipher.update(sealed.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new CannotUnseal('it is not its owner’s');
    }
  }

  async #key(): Promise<Buffer> {
    this.key ??= this.#readKey();
    try {
      return await this.key;
    } catch (error) {
      this.key = undefined; // a folder that is back is read again
      throw error;
    }
  }

  async #readKey(): Promise<Buffer> {
    const secret = this.config.secretKey ?? (await keyOfFolder(this.config.dataDir));
    return Buffer.from(hkdfSync('sha256', secret, '', 'metodbank sealed secrets', 32));
  }
}

/** The key of the data folder, made where there is none; of processes that make it at once, one wins. */
async function keyOfFolder(folder: string): Promise<string> {
  const path = join(folder, KEY_FILE);
  const present = () => readFile(path, 'utf8').then((text) => text.trim());
  try {
    return await present();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await mkdir(folder, { recursive: true });
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(made, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    await link(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(made);
  }
  return present();
}

/** Tells keys apart without telling anything of them. */
function nameOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}
