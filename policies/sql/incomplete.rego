package cordon.sql

# METADATA
# title: What would run is known
# description: Refuses a message of which the analysis can't say everything it would do.
# custom:
#   id: sql.incomplete
#   hipaa: 45 CFR 164.312(a)(1), access control - what can't be judged is not let through.
deny contains {
	"rule": "sql.incomplete",
	"message": concat("", ["Cordon can't tell all that this statement would do", why, ". Write it plainly, without dynamic SQL."]),
} if {
	undecidable
}

undecidable if not statement.complete

undecidable if "unknown" in statement.kinds

default why := ""

why := concat("", [" (", substring(concat("; ", array.slice(statement.incomplete, 0, 2)), 0, 300), ")"]) if {
	count(statement.incomplete) > 0
}
