package cordon.sql

# METADATA
# title: Patient data is not copied by a statement
# description: |
#   Refuses to write values that were computed from what the statement reads while it reads a labelled relation:
#   the copy would carry no label.
# custom:
#   id: sql.derived_write
#   hipaa: 45 CFR 164.312(c)(1), integrity - identifiers do not move to columns where nothing protects them.
deny contains {
	"rule": "sql.derived_write",
	"message": "This would write values computed from patient data. Write literals or parameters instead.",
} if {
	some column in statement.columns.written
	column.source == "derived"
	reads_labelled
}

reads_labelled if {
	some relation in statement.relations
	labelled[relation.name]
	"read" in relation.access
}
