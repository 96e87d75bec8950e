package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_statistics_catalog_denies_catalogs_that_show_values if {
	every name in [
		"pg_catalog.pg_stats",
		"pg_catalog.pg_statistic",
		"pg_catalog.pg_stats_ext",
		"pg_catalog.pg_stat_activity",
		"pg_catalog.pg_authid",
	] {
		decision := sql.decision with input as fixture.asked("developers", {"relations": [fixture.catalog(name)]})
		fixture.rules(decision) == ["sql.statistics_catalog"]
	}
}

test_statistics_catalog_denies_a_view_over_one if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.view("public.samples", ["pg_catalog.pg_stats"])]},
	)
	"sql.statistics_catalog" in fixture.rules(decision)
}

test_statistics_catalog_denies_the_extension if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"relations": [fixture.relation("public.pg_stat_statements", ["read"])]},
	)
	"sql.statistics_catalog" in fixture.rules(decision)
}

test_statistics_catalog_allows_definitions_and_system_views_over_shut_ones if {
	decision := sql.decision with input as fixture.asked("developers", {"relations": [
		fixture.catalog("pg_catalog.pg_statistic_ext"),
		{
			"name": "pg_catalog.pg_roles",
			"kind": "catalog",
			"access": ["read"],
			"bases": ["pg_catalog.pg_authid", "pg_catalog.pg_roles"],
		},
	]})
	decision.effect == "allow"
}
