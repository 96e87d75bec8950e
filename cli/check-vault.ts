import type { Config, HttpEnforcerConfig, ShapeFault } from '#schemas'

/** What no schema can say of services and the vault: who needs what. */
export function vaultFaults({ enforcers, phi }: Config): readonly ShapeFault[] {
  return enforcers.flatMap((enforcer, at) =>
    enforcer.type === 'http' ? serviceFaults(enforcer, `/enforcers/${at}`, phi?.vault !== undefined) : [],
  )
}

function serviceFaults({ services }: HttpEnforcerConfig, path: string, hasVault: boolean): readonly ShapeFault[] {
  return services.flatMap(({ kind, phi, upstream }, at) => {
    const fault = (member: string, message: string): ShapeFault => ({
      path: `${path}/services/${at}/${member}`,
      message,
    })
    if (kind !== 'vault')
      return upstream === undefined ? [fault('upstream', 'is missing: say where the service is')] : []
    return [
      ...(hasVault ? [] : [fault('kind', 'is `vault`, and there is none: configure phi.vault')]),
      ...(upstream === undefined ? [] : [fault('upstream', 'is of no use: the vault is phi.vault')]),
      ...(phi ? [] : [fault('phi', 'must be true: a vault holds PHI')]),
    ]
  })
}
