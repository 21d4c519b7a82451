// The sign-in form. It stands at whatever address was asked for, so that signing in leads there.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type Answer, signIn } from "../../api/client";
import type { Session } from "../../api/types";
import { ErrorSummary, Field, type FieldError } from "./Field";

interface Props {
  because: string | null;
  onSignedIn: (session: Session) => void;
}

export function SignIn({ because, onSignedIn }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = errors.length > 0 ? "Error: Sign in · Surgeline" : "Sign in · Surgeline";
    if (errors.length > 0) summary.current?.focus();
  }, [errors]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const missing = whatIsMissing(email, password);
    setErrors(missing);
    if (missing.length > 0 || busy) return;
    setBusy(true);
    const answer = await signIn(email.trim(), password);
    setBusy(false);
    if (answer.ok) onSignedIn(answer.value);
    else setErrors([refusal(answer)]);
  }

  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <main className="sign-in" id="main">
      <p className="sign-in__name">Surgeline</p>
      {errors.length > 0 && <ErrorSummary errors={errors} at={summary} />}
      {because && <div className="nhsuk-inset-text">{because}</div>}
      <h1 className="nhsuk-heading-l">Sign in</h1>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          id="email"
          label="Email address"
          type="email"
          value={email}
          onChange={setEmail}
          error={errorOf("email")}
          autoComplete="username"
        />
        <Field
          id="password"
          label="Password"
          type="password"
          value={password}
          onChange={setPassword}
          error={errorOf("password")}
          autoComplete="current-password"
        />
        <button type="submit" className="nhsuk-button" aria-disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
      <p className="sign-in__help">
        No account, or the password is lost? Ask the room lead of your system: accounts are made by its
        operator.
      </p>
    </main>
  );
}

function whatIsMissing(email: string, password: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!email.trim()) errors.push({ field: "email", message: "Enter your email address" });
  else if (!email.includes("@"))
    errors.push({ field: "email", message: "Enter an email address with an @ in it" });
  if (!password) errors.push({ field: "password", message: "Enter your password" });
  return errors;
}

function refusal(answer: Answer<Session> & { ok: false }): FieldError {
  if (answer.why === "signed-out")
    return { field: "email", message: "The email address or the password is not right" };
  if (answer.status === 429)
    return { field: "email", message: answer.detail || "Too many tries. Wait a minute, then try again" };
  if (answer.why === "unreachable")
    return { field: "email", message: "The service cannot be reached. Try again in a moment" };
  return { field: "email", message: answer.detail || "The service did not accept this. Try again" };
}
