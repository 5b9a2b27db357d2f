import { StripeConnect } from '@calcom/atoms';
import { note } from '../notes';

export default function StripeConnectPage() {
  const here = window.location.href;
  return <StripeConnect redir={here} errorRedir={here} onCheckError={note('Stripe is not connected')} />;
}
