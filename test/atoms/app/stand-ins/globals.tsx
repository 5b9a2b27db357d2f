import type { ReactNode } from 'react';

/** Two components that 2.11.0 uses without importing them: they are looked up among the global names. */
Object.assign(globalThis, {
  List: ({ children, className }: { children: ReactNode; className?: string }) => (
    <ul className={className}>{children}</ul>
  ),
  Alert: ({ title, message }: { title?: ReactNode; message?: ReactNode }) => (
    <div role="alert">
      {title} {message}
    </div>
  ),
});
