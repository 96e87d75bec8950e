package cordon.sql

# METADATA
# title: Functions are on the allow-list
# description: Refuses functions that are not known to be free of side effects and of SQL in texts.
# custom:
#   id: sql.function_not_allowed
#   hipaa: 45 CFR 164.312(a)(1), access control - no function reads tables, files or sessions behind the statement.
deny contains {
	"rule": "sql.function_not_allowed",
	"message": concat("", [
		"Not on the list of allowed functions: ",
		named(unlisted_functions),
		function_advice,
		". Leave it out, or ask for it to be listed in functions.yaml.",
	]),
} if {
	some name in statement.functions
	not data.functions.allowed[name]
}

unlisted_functions contains name if {
	some name in statement.functions
	not data.functions.allowed[name]
}

default function_advice := ""

function_advice := concat("", [" (", concat("; ", sort(function_dangers)), ")"]) if count(function_dangers) > 0

function_dangers contains data.functions.classes[data.functions.refused[name]] if {
	some name in unlisted_functions
}
