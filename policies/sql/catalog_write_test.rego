package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_catalog_write_denies_settings_by_update if {
	decision := sql.decision with input as fixture.asked("developers", {
		"effects": ["write"],
		"relations": [object.union(fixture.catalog("pg_catalog.pg_settings"), {"access": ["write"]})],
	})
	fixture.rules(decision) == ["sql.catalog_write"]
}

test_catalog_write_allows_reading if {
	decision := sql.decision with input as fixture.asked("developers", {"relations": [
		fixture.catalog("pg_catalog.pg_settings"),
		fixture.catalog("information_schema.columns"),
	]})
	fixture.rules(decision) == ["sql.plain"]
}
