package cordon.sql_test

import data.cordon.sql
import data.cordon.sql_fixture as fixture

test_incomplete_denies_what_the_analysis_cannot_vouch_for if {
	decision := sql.decision with input as fixture.asked(
		"developers",
		{"complete": false, "incomplete": ["function public.f is not known"]},
	)
	decision.effect == "deny"
	some reason in decision.reasons
	reason.rule == "sql.incomplete"
	contains(reason.message, "public.f")
}

test_incomplete_denies_without_a_reason_too if {
	decision := sql.decision with input as fixture.asked("developers", {"complete": false})
	fixture.rules(decision) == ["sql.incomplete"]
}

test_incomplete_denies_an_unknown_kind if {
	decision := sql.decision with input as fixture.asked("developers", {"kinds": ["select", "unknown"]})
	fixture.rules(decision) == ["sql.incomplete"]
}

test_incomplete_allows_what_is_complete if {
	decision := sql.decision with input as fixture.asked("developers", {"complete": true})
	decision.effect == "allow"
}
