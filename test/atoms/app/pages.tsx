import type { ComponentType } from 'react';
import type { Session } from './session';

export interface PageProps {
  session: Session;
  /** The query of the address: what a page shows, for example `id` of a schedule. */
  query: URLSearchParams;
}

interface PageModule {
  default: ComponentType<PageProps>;
  /** Whether the page brings its own provider, as the embedded booking view does. */
  ownProvider?: boolean;
}

/** Each file of pages/ is a page, at the address of the same name. */
const files = import.meta.glob<PageModule>('./pages/*.tsx', { eager: true });
const modules = new Map(
  Object.entries(files).map(([file, module]) => [/([\w-]+)\.tsx$/.exec(file)?.[1] as string, module]),
);

export const pageNames = [...modules.keys()];

/** The page that the address names, or the first one. */
export function page(): { name: string; Page: ComponentType<PageProps>; ownProvider: boolean } {
  const asked = window.location.pathname.split('/')[2] ?? '';
  const name = modules.has(asked) ? asked : 'booker';
  const module = modules.get(name) as PageModule;
  return { name, Page: module.default, ownProvider: module.ownProvider ?? false };
}
