package cordon.sql

# METADATA
# title: Writes to patient data wait for a person
# description: |
#   Holds a write to a labelled relation until someone of approvers.labelled_write approves it. A statement that is
#   only prepared is let through: what is approved is its execution, with its parameters.
# custom:
#   id: sql.write_needs_approval
#   hipaa: 45 CFR 164.312(c)(1), integrity - a second person sees each change that an agent makes to a record.
hold contains {
	"rule": "sql.write_needs_approval",
	"message": concat("", [
		"Writing to ",
		named(labelled_written),
		" needs an approval. Ask for it with the id you were given, then send the same statement again.",
	]),
} if {
	some relation in statement.relations
	"write" in relation.access
	labelled[relation.name]
	input.action.properties.phase != "parse"
}

# METADATA
# title: Preparing a write is free
# description: Lets a write to a labelled relation be prepared; executing it is held.
# custom:
#   id: sql.approval_at_execute
#   hipaa: 45 CFR 164.312(c)(1), integrity - the approval is bound to the parameters, which come with the execution.
allow contains {
	"rule": "sql.approval_at_execute",
	"message": "Prepared. Executing it will need an approval.",
} if {
	some relation in statement.relations
	"write" in relation.access
	labelled[relation.name]
	input.action.properties.phase == "parse"
	runnable
}

labelled_written contains relation.name if {
	some relation in statement.relations
	labelled[relation.name]
	"write" in relation.access
}
