// The filters that the address asks for, and the ways to change them. A reload keeps them; a link carries them.
import { goTo, useAddress } from "../../ui/address";
import { addressShowing, type Filter, type Shown, shownIn, toggled } from "./shown";

export interface Showing {
  shown: Shown;
  toggle: (filter: Filter) => void;
  showAll: () => void;
}

const ALL: Shown = new Set();

/** On a wall nothing is filtered: nobody could see why something is missing. */
export function useShown(wall: boolean): Showing {
  const address = useAddress();
  const shown = wall ? ALL : shownIn(address.split("?")[1] ?? "");
  return {
    shown,
    toggle: (filter) => goTo(addressShowing(address, toggled(shown, filter)), true),
    showAll: () => goTo(addressShowing(address, ALL), true),
  };
}
