import '@calcom/atoms/globals.min.css';
import './stand-ins/globals';
import './playground.css';
import { CalProvider } from '@calcom/atoms';
import { createRoot } from 'react-dom/client';
import { labels } from './labels';
import { Navigation } from './navigation';
import { Notes } from './notes';
import { page, pageNames } from './pages';
import { readSession } from './session';
import { WhenReady } from './when-ready';

const session = await readSession();
const { name, Page, ownProvider } = page();
const content = <Page session={session} query={new URLSearchParams(window.location.search)} />;

createRoot(document.getElementById('root') as HTMLElement).render(
  <>
    <Navigation names={pageNames} current={name} session={session} />
    <main data-page={name}>
      {ownProvider ? (
        content
      ) : (
        <CalProvider
          clientId={session.clientId}
          accessToken={session.accessToken}
          labels={labels}
          options={{ apiUrl: session.apiUrl, refreshUrl: session.refreshUrl }}
        >
          <WhenReady>{content}</WhenReady>
        </CalProvider>
      )}
      <Notes />
    </main>
  </>,
);
