import { LINE } from './line';
import type { Session } from './session';

const LINES = ['2.11', '2.6'];

export function Navigation({ names, current, session }: { names: string[]; current: string; session: Session }) {
  return (
    <header className="playground">
      <p>
        {LINES.map((line) => (
          <a key={line} href={`/${line}/${current}`} aria-current={line === LINE ? 'true' : undefined}>
            @calcom/atoms {line}
          </a>
        ))}
        <span>as {session.username}</span>
      </p>
      <nav>
        {names.map((name) => (
          <a key={name} href={`/${LINE}/${name}`} aria-current={name === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
    </header>
  );
}
