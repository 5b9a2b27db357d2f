import { Connect } from '@calcom/atoms';
import { note } from '../notes';

export default function ConnectPage() {
  const here = window.location.href;
  return (
    <div style={{ display: 'grid', gap: '0.5rem', maxWidth: '20rem' }}>
      <Connect.GoogleCalendar redir={here} onCheckError={note('Google is not connected')} />
      <Connect.OutlookCalendar redir={here} onCheckError={note('Outlook is not connected')} />
      <Connect.AppleCalendar onCheckError={note('Apple is not connected')} />
    </div>
  );
}
