import { useAtomsContext } from '@calcom/atoms';
import type { ReactNode } from 'react';

/** Draws its content when the provider is ready: until then some components ask the page's own address instead of the server's. */
export function WhenReady({ children }: { children: ReactNode }) {
  return useAtomsContext().isAuth ? children : null;
}
