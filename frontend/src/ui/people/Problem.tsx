// Why something was not done, said at once to who looks and to who listens.
export function Problem({ problem }: { problem: string | null }) {
  return (
    <div role="alert" className="problem-line">
      {problem && <p className="alert">{problem}</p>}
    </div>
  );
}
