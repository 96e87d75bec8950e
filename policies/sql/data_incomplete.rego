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

data_complete if {
	is_object(data.phi.relations)
	is_object(data.access.groups)
	is_object(data.catalog.refused)
	is_object(data.catalog.harmless)
	is_object(data.functions.allowed)
	is_object(data.functions.refused)
	is_object(data.functions.classes)
	is_object(data.settings.allowed)
	is_object(data.settings.readable)
	is_number(data.limits.rows_unfiltered)
	is_number(data.limits.rows_most)
	is_array(data.approvers.labelled_write.groups)
	is_number(data.approvers.labelled_write.ttlSeconds)
}
