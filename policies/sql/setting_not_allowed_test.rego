package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_setting_not_allowed_denies_what_changes_who_acts_or_how_text_is_read if {
	every name in ["role", "session_authorization", "client_encoding", "Standard_Conforming_Strings", "row_security"] {
		decision := sql.decision with input as setting("set", name)
		fixture.rules(decision) == ["sql.setting_not_allowed"]
	}
}

test_setting_not_allowed_denies_a_readable_one_beside_another_statement if {
	request := fixture.asked("developers", {
		"kinds": ["show", "set"],
		"effects": ["session"],
		"settings": ["role"],
		"relations": [],
		"columns": fixture.columns([], [], []),
	})
	decision := sql.decision with input as request
	fixture.rules(decision) == ["sql.setting_not_allowed"]
}

test_setting_not_allowed_allows_harmless_ones if {
	every name in ["DateStyle", "search_path", "statement_timeout", "all"] {
		decision := sql.decision with input as setting("set", name)
		decision.effect == "allow"
	}
}

test_setting_not_allowed_allows_showing_more if {
	decision := sql.decision with input as setting("show", "server_version")
	decision.effect == "allow"
}

setting(kind, name) := fixture.asked("developers", {
	"kinds": [kind],
	"effects": ["session"],
	"settings": [name],
	"relations": [],
	"columns": fixture.columns([], [], []),
})
