package cordon.http_test

import data.cordon.http
import data.cordon.http_fixture as fixture

test_default_deny_answers_where_no_rule_speaks if {
	decision := http.decision with input as fixture.asked("developers", fixture.tracker({"interaction": "other"}))
		with data.http.groups.developers.services as {"fhir": "write"}
	fixture.rules(decision) == ["http.default_deny"]
}

test_default_deny_answers_no_input if {
	decision := http.decision with input as {}
	decision.effect == "deny"
}
