package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_function_not_allowed_denies_a_function_that_is_not_listed if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"functions": ["pg_catalog.lower", "public.lower"]},
	)
	fixture.rules(decision) == ["sql.function_not_allowed"]
	contains(decision.reasons[0].message, "public.lower.")
}

test_function_not_allowed_says_why_where_it_is_known if {
	decision := sql.decision with input as fixture.asked("developers", {"functions": ["pg_catalog.query_to_xml"]})
	decision.effect == "deny"
	contains(decision.reasons[0].message, "SQL from a text")
}

test_function_not_allowed_allows_what_psql_asks_for if {
	decision := sql.decision with input as fixture.asked("developers", {
		"functions": [
			"pg_catalog.format_type",
			"pg_catalog.pg_get_userbyid",
			"pg_catalog.pg_table_is_visible",
			"pg_catalog.array_to_string",
			"pg_catalog.pg_encoding_to_char",
		],
		"relations": [
			fixture.catalog("pg_catalog.pg_class"),
			fixture.catalog("pg_catalog.pg_namespace"),
			fixture.catalog("pg_catalog.pg_statistic_ext"),
		],
	})
	decision.effect == "allow"
}

# One word can't be in both lists: the refusal would never be read.
test_function_lists_are_disjoint if {
	count({name | data.functions.allowed[name]; data.functions.refused[name]}) == 0
	count({class | some class in data.functions.refused; not data.functions.classes[class]}) == 0
}
