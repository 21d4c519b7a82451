// A short name that stands for a long one: the long one on hover and for what is read aloud.
export function Short({ short, title }: { short: string; title: string | undefined }) {
  if (!title || title === short) return short;
  return (
    <abbr title={title}>
      <span aria-hidden="true">{short}</span>
      <span className="nhsuk-u-visually-hidden">{title}</span>
    </abbr>
  );
}
