import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { deriveKey, open, seal } from './secrets.js';

/** Seals and opens with the server's secret key. */
@Injectable()
export class Sealer {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'secretKey'>) {
    this.key = deriveKey(settings.secretKey, 'stored secrets');
  }

  seal(text: string, context: string): Buffer {
    return seal(this.key, text, context);
  }

  open(sealed: Uint8Array, context: string): string {
    return open(this.key, sealed, context);
  }
}
