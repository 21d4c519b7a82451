// The text in force as it stands: to be read, and to be taken away for review or the command line.
import type { Configuration } from "../../api/types";

const SHORT_SHA = 12;

export function WholeText({ configuration: { text, sha, stream } }: { configuration: Configuration }) {
  return (
    <section className="panel listing" aria-labelledby="whole-text">
      <div className="panel__top">
        <h2 className="panel__title" id="whole-text">
          The whole text
        </h2>
        <button
          type="button"
          className="plain-button"
          onClick={() => download(text, `${stream.toLowerCase()}.yaml`)}
        >
          Download
        </button>
      </div>
      <p className="strip__quiet">
        All of the above is this text, with units, memberships, weights and seats beside it: those are changed
        in the file, and brought in by <code>surgeline systems apply</code>. Its name here is{" "}
        <code title={sha}>{sha.slice(0, SHORT_SHA)}</code>.
      </p>
      <details className="more">
        <summary>Show it</summary>
        <section
          className="whole-text"
          aria-label="The text in force"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <pre>{text}</pre>
        </section>
      </details>
    </section>
  );
}

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
