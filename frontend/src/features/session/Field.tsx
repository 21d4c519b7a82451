// One NHS form field with its error, and the summary that links to them.
import type { MouseEvent, RefObject } from "react";

export interface FieldError {
  field: string;
  message: string;
}

interface FieldProps {
  id: string;
  label: string;
  type: "email" | "password";
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  autoComplete: string;
}

export function Field({ id, label, type, value, onChange, error, autoComplete }: FieldProps) {
  const failed = error !== undefined;
  return (
    <div className={`nhsuk-form-group${failed ? " nhsuk-form-group--error" : ""}`}>
      <label className="nhsuk-label" htmlFor={id}>
        {label}
      </label>
      {failed && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error:</span> {error}
        </span>
      )}
      <input
        className={`nhsuk-input${failed ? " nhsuk-input--error" : ""}`}
        id={id}
        name={id}
        type={type}
        value={value}
        autoComplete={autoComplete}
        spellCheck={false}
        aria-invalid={failed}
        {...(failed && { "aria-describedby": `${id}-error` })}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

export function ErrorSummary({ errors, at }: { errors: FieldError[]; at: RefObject<HTMLDivElement | null> }) {
  function goToField(event: MouseEvent, field: string): void {
    event.preventDefault(); // the address stays the one that was wanted
    document.getElementById(field)?.focus();
  }
  return (
    <div className="nhsuk-error-summary" ref={at} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`} onClick={(event) => goToField(event, field)}>
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
