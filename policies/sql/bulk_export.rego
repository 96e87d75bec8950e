package cordon.sql

# METADATA
# title: No bulk export of patient data
# description: |
#   Refuses to return rows of a labelled relation that nothing narrows: neither an equality in WHERE nor a LIMIT of at
#   most limits.rows_unfiltered. Counts are free.
# custom:
#   id: sql.bulk_export
#   hipaa: 45 CFR 164.502(b), minimum necessary - a task takes the rows it needs, not the table.
deny contains {
	"rule": "sql.bulk_export",
	"message": concat("", [
		"This would export ",
		named(labelled),
		" in bulk. Narrow it with WHERE column = value, add LIMIT ",
		format_int(data.limits.rows_unfiltered, 10),
		" or less, or ask for a count.",
	]),
} if {
	count(labelled) > 0
	returns_values
	not statement.filtered
	not few_rows
}

few_rows if {
	statement.limit >= 0
	statement.limit <= data.limits.rows_unfiltered
}
