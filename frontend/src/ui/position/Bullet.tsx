// A bullet graph: grey bands from calm to worst, a bar up to the figure, a tick where it was. Says it in words too.
import { useId } from "react";
import type { Metric, PackParameter, Parameter } from "../../api/types";
import { bulletInWords, bulletOf, type Spot } from "./bullet";
import { isQuiet } from "./doubt";

interface Props {
  parameter: Parameter;
  rule: PackParameter;
  was: string | null | undefined;
  metric: Metric | undefined;
}

export function Bullet({ parameter, rule, was, metric }: Props) {
  const hatch = useId();
  const bullet = bulletOf(rule, { value: parameter.value, was }, metric);
  const { value } = bullet;
  const fill = isQuiet(parameter) ? {} : { fill: `url(#${hatch})` };
  return (
    <>
      <svg className="bullet" role="img" aria-label={bulletInWords(parameter, rule, was, metric)}>
        <Hatch id={hatch} />
        {bullet.bands.map(({ from, to, step }) => (
          <rect
            key={from}
            className={`bullet__band bullet__band--${step}`}
            x={`${from}%`}
            width={`${to - from}%`}
            height="16"
          />
        ))}
        {value && <rect className="bullet__bar" width={`${value.at}%`} y="5" height="6" {...fill} />}
        {bullet.was && <rect className="bullet__was" x={`${bullet.was.at}%`} y="2" width="1.5" height="12" />}
        {value && <End spot={value} />}
        {!value && (
          <text className="bullet__none" x="2%" y="12.5">
            {parameter.state === "never_known" ? "never received" : "unknown"}
          </text>
        )}
        {bullet.cuts.map(({ at, words }) => (
          <text key={at} className="bullet__cut" x={`${at}%`} y="28" textAnchor="middle">
            {words}
          </text>
        ))}
      </svg>
      {bullet.mirrored && <span className="counted bullet__mirrored">lower is worse</span>}
    </>
  );
}

/** The figure's own end; an arrow where it lies beyond what is drawn. */
function End({ spot: { at, beyond } }: { spot: Spot }) {
  return (
    <svg x={`${at}%`} overflow="visible" aria-hidden="true">
      {beyond === null && <rect className="bullet__end" x="-1.5" y="1" width="3" height="14" />}
      {beyond === "worse" && <path className="bullet__end" d="M-8 1 0 8-8 15Z" />}
      {beyond === "calmer" && <path className="bullet__end" d="M8 1 0 8 8 15Z" />}
    </svg>
  );
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="score__hatch-ground" width="4" height="4" />
        <rect className="score__hatch" width="2" height="4" />
      </pattern>
    </defs>
  );
}
