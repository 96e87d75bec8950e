package cordon.sql

# METADATA
# title: The group may read and write these relations
# description: Refuses relations that no group of the human may read, or may write, as the statement does.
# custom:
#   id: sql.relation_not_granted
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - each role reaches the tables that its work needs.
deny contains {
	"rule": "sql.relation_not_granted",
	"message": concat("", [
		"Your groups may not do this with ",
		named(ungranted),
		". Leave the relation out, or ask for access to it.",
	]),
} if {
	some relation in statement.relations
	some base in relation.bases
	data.phi.relations[base]
	not granted(base, relation.access)
}

ungranted contains relation.name if {
	some relation in statement.relations
	some base in relation.bases
	data.phi.relations[base]
	not granted(base, relation.access)
}

granted(base, access) if {
	not "write" in access
	may_read(base)
}

granted(base, access) if {
	"write" in access
	may_write(base)
	reads_too(base, access)
}

reads_too(_, access) if not "read" in access

reads_too(base, _) if may_read(base)

may_read(base) if {
	some name in groups
	data.access.groups[name].reads[base]
}

may_write(base) if {
	some name in groups
	data.access.groups[name].writes[base]
}
