package cordon.sql

# METADATA
# title: Hidden columns are not searched
# description: |
#   Refuses a column that the subject may not see in WHERE, ORDER BY, GROUP BY or a join, but for column = value: what
#   decides which rows come back can be guessed from them, one comparison at a time.
# custom:
#   id: sql.labelled_predicate
#   hipaa: 45 CFR 164.514(b), de-identification - what is masked in the answer is not told by the choice of rows.
deny contains {
	"rule": "sql.labelled_predicate",
	"message": concat("", [
		"May only be compared as column = value, since it is masked for you: ",
		named(searched),
		". Sort, join, group and search by other columns.",
	]),
} if {
	some use in statement.columns.predicate
	use.form != "equality"
	hides(use.relation, use.column)
}

searched contains concat(".", [use.relation, use.column]) if {
	some use in statement.columns.predicate
	use.form != "equality"
	hides(use.relation, use.column)
}

hides(name, column) if {
	some relation in statement.relations
	relation.name == name
	hides_column(relation, column)
}

# Which relation it belongs to could not be told, or is none that the statement names: it may be any.
hides(name, _) if {
	count(masked) > 0
	not name in {relation.name | some relation in statement.relations}
}

hides_column(relation, column) if {
	some base in relation.bases
	some label in data.phi.relations[base].columns
	label.column == column
	not sees[label.class]
}

hides_column(relation, column) if {
	column in {"*", "?"}
	masked[relation.name]
}

# A view may call a labelled column anything; a name that is labelled, and seen, is the one exception.
hides_column(relation, column) if {
	opaque[relation.name]
	not labels_column(relation, column)
}

labels_column(relation, column) if {
	some base in relation.bases
	some label in data.phi.relations[base].columns
	label.column == column
}
