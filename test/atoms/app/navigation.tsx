import type { Session } from './session';

declare const __LINE__: string;

const LINES = ['2.11', '2.6'];

export function Navigation({ names, current, session }: { names: string[]; current: string; session: Session }) {
  const user = new URLSearchParams(window.location.search).get('user');
  const query = user ? `?user=${encodeURIComponent(user)}` : '';
  return (
    <header className="playground">
      <p>
        {LINES.map((line) => (
          <a key={line} href={`/${line}/${current}${query}`} aria-current={line === __LINE__ ? 'true' : undefined}>
            @calcom/atoms {line}
          </a>
        ))}
        <span>as {session.username}</span>
      </p>
      <nav>
        {names.map((name) => (
          <a key={name} href={`/${__LINE__}/${name}${query}`} aria-current={name === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}
