import { useMemo } from 'react';

/** The address of the page; nothing here navigates without loading a new page. */
export function useSearchParams() {
  const { search } = window.location;
  return useMemo(() => new URLSearchParams(search), [search]);
}

export function useRouter() {
  return { push: (address) => window.location.assign(address), replace: (address) => window.location.replace(address) };
}

export function usePathname() {
  return window.location.pathname;
}
