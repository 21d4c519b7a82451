// What the room can do at a place or at the whole system: declare a level, extend or withdraw it, agree to it.
import { useState } from "react";
import type { Picture } from "../../api/types";
import { declarationOf } from "../../live/matters";
import { Dialog } from "../Dialog";
import type { Scene } from "../position/scene";
import { DeclarationNow } from "./DeclarationNow";
import { DeclareForm } from "./DeclareButton";
import { mayActAtBody } from "./may";
import { useMatters, useRoom } from "./room";

interface Props {
  code: string;
  name: string;
  picture: Picture | null;
  scene: Scene;
}

export function BodyDeeds({ code, name, picture, scene }: Props) {
  const { reader, seats } = useRoom();
  const declaration = declarationOf(useMatters(), code) ?? null;
  const [open, setOpen] = useState(false);
  if (scene.wall || scene.blank || seats.length === 0 || !mayActAtBody(reader)) return null;
  return (
    <>
      <button
        type="button"
        className="plain-button body-deeds"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Declare<span className="nhsuk-u-visually-hidden"> a level for {name}</span>
      </button>
      <Dialog title={`Declare a level: ${name}`} open={open} onClose={() => setOpen(false)}>
        {declaration && <DeclarationNow {...{ declaration, picture, scene }} may />}
        <DeclareForm
          unit={{ code, name }}
          {...{ picture, declaration, scene }}
          onDone={() => setOpen(false)}
        />
      </Dialog>
    </>
  );
}
