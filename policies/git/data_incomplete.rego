package cordon.git

# METADATA
# title: The data that the rules read is there
# description: Refuses everything while a piece of policy data is missing; a rule that reads nothing says nothing.
# custom:
#   id: git.data_incomplete
#   hipaa: 45 CFR 164.312(a)(1), access control - a control that cannot work is a closed door.
deny contains {
	"rule": "git.data_incomplete",
	"message": "Policy data is incomplete, so nothing is let through. Tell the operator to check the policy bundle.",
} if {
	not data_complete
}

# Where groups or asserted are missing, nothing is granted or taken anyhow.
data_complete if {
	is_object(data.git.refused)
	is_object(data.git.unread)
	is_array(data.git.kept)
	is_array(data.git.held)
	is_number(data.approvers.push.ttlSeconds)
}
