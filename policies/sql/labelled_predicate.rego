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
	count(searched) > 0
}

searched contains concat(".", [use.relation, use.column]) if {
	some use in statement.columns.predicate
	use.form != "equality"
	hides(use.relation, use.column)
}

hides(relation, column) if hidden[relation][column]

# Which relation it belongs to could not be told, or is none that the statement names: it may be any.
hides(relation, _) if {
	count(masked) > 0
	not relation in {known.name | some known in statement.relations}
}

hides(relation, column) if {
	column in {"*", "?"}
	masked[relation]
}

# A view may call a labelled column anything; a name that is labelled and seen is the one exception.
hides(relation, column) if {
	opaque[relation]
	not clear_in_view(relation, column)
}

clear_in_view(name, column) if {
	some relation in statement.relations
	relation.name == name
	not hidden[name][column]
	some base in relation.bases
	data.phi.relations[base].columns[column]
}
