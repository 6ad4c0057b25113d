import type { Client } from '@urql/core';
import type { Appearance } from '#lib/appearance.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** What the reader may do. */
      advice?: string;
      /** Number to name when writing to the bank's keepers; also in the server's log. */
      reference?: string;
    }
    interface PageData {
      /** Address that visitors see, as the deployment says; empty where it does not. */
      publicUrl?: string;
    }
    interface Locals {
      appearance: Appearance;
      /** The API, for this request alone. */
      client: Client;
    }
  }
}

export {};
