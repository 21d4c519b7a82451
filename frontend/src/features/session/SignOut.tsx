// Ends the session, here and at the service.
import { useState } from "react";
import { signOut } from "../../api/client";

export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const [failed, setFailed] = useState(false);
  async function leave(): Promise<void> {
    const answer = await signOut();
    if (answer.ok || answer.why === "signed-out") onSignedOut();
    else setFailed(true);
  }
  return (
    <button type="button" className="plain-button" onClick={() => void leave()}>
      {failed ? "Not signed out: try again" : "Sign out"}
    </button>
  );
}
