import type { Config, ShapeFault } from '#schemas'

/** What no schema can say of the stream: brokers that are no addresses, or that would be met in the clear. */
export function streamFaults(
  { evidence = {} }: Pick<Config, 'evidence'>,
  isLoopback: (host: string) => boolean,
): readonly ShapeFault[] {
  const { kafka } = evidence
  if (kafka === undefined) return []
  const { brokers, tls, sasl, withoutTls = false } = kafka
  const hosts = brokers.map(hostOf)
  const faults = hosts.flatMap((host, index): ShapeFault[] =>
    host === null ? [{ path: `/evidence/kafka/brokers/${index}`, message: 'is no broker: write host:port' }] : [],
  )
  if (tls !== undefined || hosts.every((host) => host === null || isLoopback(host))) return faults
  if (sasl !== undefined)
    faults.push({
      path: '/evidence/kafka/sasl',
      message: 'is a login, and would leave this machine without TLS: set `tls`',
    })
  else if (!withoutTls)
    faults.push({
      path: '/evidence/kafka/brokers',
      message:
        "leave this machine without TLS: set `tls`, or say `withoutTls: true` where the network between is nobody else's",
    })
  return faults
}

function hostOf(broker: string): string | null {
  const split = broker.lastIndexOf(':')
  const port = Number(broker.slice(split + 1))
  if (split < 1 || !Number.isInteger(port) || port < 1 || port > 65_535) return null
  return broker.slice(0, split).replace('[', '').replace(']', '')
}
