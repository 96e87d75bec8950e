import { AssignerProtocol, type PartitionAssigner } from 'kafkajs'

/**
 * Gives every member of a group every partition. A sealer reads a whole topic from the places that its store names;
 * a second one that starts beside it must not take half of the events away, and finds in the store that it is second.
 */
export const assignEverything: PartitionAssigner = ({ cluster }) => ({
  name: 'CordonEverything',
  version: VERSION,
  assign: async ({ members, topics }) => {
    const assignment = Object.fromEntries(
      topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId)]),
    )
    const memberAssignment = AssignerProtocol.MemberAssignment.encode({
      version: VERSION,
      assignment,
      userData: Buffer.alloc(0),
    })
    return members.map(({ memberId }) => ({ memberId, memberAssignment }))
  },
  protocol: ({ topics }) => ({
    name: 'CordonEverything',
    metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
  }),
})

const VERSION = 1
