/** 秘书 (keeps the records), 负责人 (sees everything, appoints), 成员 (sees). */
export const roles = ['secretary', 'leader', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What a route of an organisation asks of the caller. */
export type Permission = 'read' | 'write' | 'appoint' | 'handOver'

const permissions: Record<Role, readonly Permission[]> = {
  secretary: ['read', 'write', 'appoint', 'handOver'],
  leader: ['read', 'appoint'],
  viewer: ['read'],
}

export const may = (role: Role, permission: Permission): boolean => permissions[role].includes(permission)
