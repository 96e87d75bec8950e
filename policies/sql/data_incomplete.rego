package cordon.sql

# METADATA
# title: The data that the rules read is there
# description: Refuses everything while a piece of policy data is missing; a rule that reads nothing says nothing.
# custom:
#   id: sql.data_incomplete
#   hipaa: 45 CFR 164.312(a)(1), access control - a control that can't work is a closed door.
deny contains {
	"rule": "sql.data_incomplete",
	"message": "Policy data is incomplete, so nothing is let through. Tell the operator to check the policy bundle.",
} if {
	not data_complete
}

# Where phi, access, functions or settings are missing, nothing is explained, granted or allowed anyhow.
data_complete if {
	is_object(data.catalog.refused)
	is_number(data.limits.rows_unfiltered)
	is_number(data.limits.rows_most)
	is_number(data.approvers.labelled_write.ttlSeconds)
}
