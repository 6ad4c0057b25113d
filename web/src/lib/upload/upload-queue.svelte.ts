import { m } from '#lib/paraglide/messages.js';
import { FileUpload, type UploadTarget } from './file-upload.svelte.ts';

/** Files sent at a time: more share the same line. */
const AT_ONCE = 2;
/** Longest file that the bank takes, bytes. */
const LONGEST = 20 * 2 ** 30;

/** The files that an author has dropped onto a material. */
export class UploadQueue {
  files = $state<FileUpload[]>([]);

  /**
   * @param material id of the material
   * @param onDone called for each file that has become a file of the material
   */
  constructor(
    readonly material: string,
    readonly onDone: (upload: FileUpload) => void,
  ) {}

  /** Bytes of all files, and how many of them are sent. */
  get total(): { size: number; sent: number } {
    const counted = this.files.filter(({ state }) => state !== 'failed');
    return {
      size: counted.reduce((sum, { size }) => sum + size, 0),
      sent: counted.reduce((sum, { sent }) => sum + sent, 0),
    };
  }

  /** Whether leaving the page would break something off. */
  get busy(): boolean {
    return this.files.some(({ open, state }) => open && state !== 'paused');
  }

  /** Takes files in; what is on its way already is not taken twice. */
  add(files: Iterable<File>, target: Omit<UploadTarget, 'material'> = {}): void {
    for (const file of files) {
      if (this.files.some((one) => one.open && isSame(one.file, file))) continue;
      const upload = new FileUpload(file, { material: this.material, ...target });
      const message = file.size === 0 ? m.upload_empty() : file.size > LONGEST ? m.upload_too_long() : null;
      if (message) Object.assign(upload, { state: 'failed', refused: true, message });
      this.files.push(upload);
    }
    this.#next();
  }

  /** Goes on with a file that was paused or has failed. */
  resume(upload: FileUpload): void {
    upload.state = 'waiting';
    this.#next();
  }

  /** Takes a file out of the list, and gives it up. */
  async remove(upload: FileUpload): Promise<void> {
    this.files = this.files.filter((one) => one !== upload);
    if (upload.state !== 'done') await upload.remove();
    this.#next();
  }

  #next(): void {
    const running = this.files.filter(({ state }) =>
      ['sending', 'checking', 'offline'].includes(state),
    ).length;
    const waiting = this.files.filter(({ state }) => state === 'waiting').slice(0, AT_ONCE - running);
    for (const upload of running < AT_ONCE ? waiting : []) void this.#send(upload);
  }

  async #send(upload: FileUpload): Promise<void> {
    await upload.start();
    if (upload.state === 'done') {
      this.files = this.files.filter((one) => one !== upload);
      this.onDone(upload);
    }
    this.#next();
  }
}

function isSame(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}
