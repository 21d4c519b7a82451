// A giver's words for one section, in place of those before. The figures beside them stay the service's.
import { useState } from "react";
import type { Handover } from "../../api/types";
import { Confirm } from "../../ui/Confirm";
import { Entry } from "../../ui/Entry";
import type { Scene } from "../../ui/position/scene";
import { when } from "../../ui/time";

const LONGEST = 1_000;

interface Props {
  handover: Handover;
  section: string;
  title: string;
  scene: Scene;
}

export function WriteWords({ handover, section, title, scene }: Props) {
  const written = handover.words.find((one) => one.section === section && one.text);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const hint = written
    ? `In place of what ${written.by.name} wrote at ${when(written.at, scene.now, scene.zone)}. Empty: it is taken away.`
    : null;
  return (
    <div className="pack__tool">
      <Confirm
        code={scene.system}
        label={written ? "Change the words" : "Add words"}
        about={title}
        title={title}
        sure="Save these words"
        onOpen={() => {
          setText(written?.text ?? "");
          setWrong(null);
        }}
        deed={() => {
          const trimmed = text.trim();
          const fault =
            trimmed === "" && !written
              ? "Write something, or close this"
              : trimmed.length > LONGEST
                ? `At most ${LONGEST} characters: this has ${trimmed.length}`
                : null;
          setWrong(fault);
          if (fault) return null;
          return { do: "write_handover", matter: handover.id, section, text: trimmed, seen: handover.v };
        }}
      >
        <Entry label="Your words" hint={hint} problem={wrong}>
          {(given) => (
            <textarea {...given} rows={5} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Entry>
      </Confirm>
    </div>
  );
}
