// A page's name. Takes the focus where the reader has come from another page and what had it is gone.
import { type ReactNode, useEffect, useRef } from "react";
import { hasGone } from "./address";

export function PageHeading({ className, children }: { className: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasGone() && document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <h1 className={className} tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}
