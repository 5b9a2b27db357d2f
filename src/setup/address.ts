import { once } from 'node:events';
import { createServer } from 'node:net';
import { serverUrlOf } from '../config/server-url.js';
import { SettingsError } from '../config/settings-error.js';
import { isProduction, type Settings } from '../config/settings.js';

/** The address to listen on: by default only this machine is served, except in production. */
export function hostOf(settings: Settings): string {
  return settings.host ?? (isProduction(settings) ? '0.0.0.0' : '127.0.0.1');
}

/** Where callers reach the server that listens on `port`: the root, with the documentation, and the API. */
export function urlsOf(settings: Settings, port: number): { docsUrl: string; apiUrl: string } {
  const { publicUrl, globalPrefix } = settings;
  const root = (publicUrl ?? localUrl(hostOf(settings), port)).replace(/\/+$/, '');
  const prefix = globalPrefix.replace(/^\/+|\/+$/g, '');
  return { docsUrl: `${root}/docs`, apiUrl: prefix ? `${root}/${prefix}` : root };
}

function localUrl(host: string, port: number): string {
  const isOnLoopback = ['127.0.0.1', 'localhost', '0.0.0.0', '::'].includes(host);
  if (isOnLoopback) return serverUrlOf({ publicUrl: undefined, port });
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Finds out early whether the server will be able to listen, before anything is created or loaded.
 *
 * @throws SettingsError naming PORT or HOST.
 */
export async function assertCanListen(settings: Settings): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ port: settings.port, host: hostOf(settings) });
    await once(probe, 'listening');
  } catch (error) {
    throw new SettingsError([whyNot(error as NodeJS.ErrnoException)]);
  } finally {
    probe.close();
  }
}

function whyNot({ code }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'PORT is taken by another program: choose another with PORT or --port';
  if (code === 'EACCES') return 'PORT may not be used by this account: choose another with PORT or --port';
  return `HOST must be an address of this machine (${code})`;
}
