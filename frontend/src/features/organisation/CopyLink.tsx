// The page's address to pass on: copied, or shown to be copied where the browser does not let a page do so.
import { useState } from "react";

export function CopyLink({ address }: { address: string }) {
  const [came, setCame] = useState<"copied" | "shown" | null>(null);
  const whole = new URL(address, location.href).href;
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(whole); // there is no clipboard where the page did not come by https
      setCame("copied");
    } catch {
      setCame("shown");
    }
  }
  if (came === "shown") {
    return (
      <label className="why__address">
        Address to copy <input readOnly value={whole} onFocus={({ target }) => target.select()} />
      </label>
    );
  }
  return (
    <>
      <button type="button" className="plain-button" onClick={() => void copy()}>
        Copy the link
      </button>{" "}
      <span role="status">{came === "copied" && "Copied."}</span>
    </>
  );
}
