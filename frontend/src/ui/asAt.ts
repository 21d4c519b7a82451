// The time at which levels were last true, in words, where they are told only "as at" that. Null: they hold now.
import { createContext } from "react";

export const AsAt = createContext<string | null>(null);
