package cordon.http

# METADATA
# title: The data that the rules read is there
# description: Refuses everything while a piece of policy data is missing; a rule that reads nothing says nothing.
# custom:
#   id: http.data_incomplete
#   hipaa: 45 CFR 164.312(a)(1), access control - a control that can't work is a closed door.
deny contains {
	"rule": "http.data_incomplete",
	"message": "Policy data is incomplete, so nothing is let through. Tell the operator to check the policy bundle.",
} if {
	not data_complete
}

data_complete if {
	is_number(data.http.page_most)
	is_object(data.http.groups)
	data.http.ids in {"keep", "number"}
	is_number(data.approvers.http_write.ttlSeconds)
}
